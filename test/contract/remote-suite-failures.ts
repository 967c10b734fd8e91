/** How every remote reports what goes wrong, and that a request of ours arrives once at most, whatever happens to it. */
import { describe, expect, it } from 'vitest'
import type { RemoteFailure } from '../../src/main/core/ports.ts'
import type { Fault } from '../../src/main/practice/practice.ts'
import type { Result } from '../../src/shared/domain/result.ts'
import { probeOf, testIf, truthOf, useWorld, type Probe } from './remote-suite-parts.ts'
import { failureOf, list, send, type RemoteKind } from './remote-world.ts'

interface FaultCase {
  readonly fault: Fault
  readonly write?: Readonly<Record<string, unknown>>
  readonly read?: Readonly<Record<string, unknown>>
  /** How often the write took effect. */
  readonly landed: number
}

const uncertain = (cause: string, more: object = {}) => ({ kind: 'uncertain', cause, complete: false, ...more })
const both = (failure: Readonly<Record<string, unknown>>) => ({ write: failure, read: failure })

const cases: readonly FaultCase[] = [
  { fault: { kind: 'request-lost', how: 'reset' }, ...both(uncertain('reset')), landed: 0 },
  { fault: { kind: 'response-lost', how: 'reset' }, ...both(uncertain('reset')), landed: 1 },
  { fault: { kind: 'delayed-landing', how: 'reset', delayMs: 0 }, write: uncertain('reset'), landed: 1 },
  { fault: { kind: 'request-lost', how: 'silence' }, ...both(uncertain('timeout')), landed: 0 },
  { fault: { kind: 'response-lost', how: 'silence' }, ...both(uncertain('timeout')), landed: 1 },
  { fault: { kind: 'reset-mid-body' }, ...both(uncertain('reset', { status: 200 })), landed: 1 },
  { fault: { kind: 'truncated-json' }, ...both(uncertain('badBody', { status: 200 })), landed: 1 },
  {
    fault: { kind: 'html-page' },
    write: uncertain('badBody', { status: 200 }),
    read: { kind: 'redirected', status: 200 },
    landed: 0,
  },
  {
    fault: { kind: 'redirect', status: 302, location: 'https://portal.invalid/' },
    ...both({ kind: 'redirected', status: 302 }),
    landed: 0,
  },
  {
    fault: { kind: 'redirect', status: 307, location: '/v1/items' },
    ...both({ kind: 'redirected', status: 307 }),
    landed: 0,
  },
  { fault: { kind: 'refused', status: 401 }, ...both({ kind: 'unauthorized', status: 401 }), landed: 0 },
  { fault: { kind: 'refused', status: 403 }, ...both({ kind: 'unauthorized', status: 403 }), landed: 0 },
  {
    fault: { kind: 'rate-limited', retryAfter: 'none', seconds: 7 },
    ...both({ kind: 'rateLimited', retryAfter: null }),
    landed: 0,
  },
  {
    fault: { kind: 'rate-limited', retryAfter: 'seconds', seconds: 7 },
    ...both({ kind: 'rateLimited', retryAfter: 7000 }),
    landed: 0,
  },
  {
    fault: { kind: 'rate-limited', retryAfter: 'decimal', seconds: 1.5 },
    ...both({ kind: 'rateLimited', retryAfter: 1500 }),
    landed: 0,
  },
  { fault: { kind: 'rate-limited', retryAfter: 'date', seconds: 7 }, ...both({ kind: 'rateLimited' }), landed: 0 },
  ...([500, 502, 503, 504] as const).flatMap((status) =>
    [true, false].map((applied) => ({
      fault: { kind: 'server-error', status, applied } as const,
      ...both(uncertain('serverError', { status })),
      landed: applied ? 1 : 0,
    })),
  ),
]

export function describeFailures(kind: RemoteKind): void {
  const probe = probeOf(kind)
  const used = useWorld(kind, { answerWithinMs: 250 })

  const expectNoSecret = (result: Result<unknown, RemoteFailure>): void => {
    for (const secret of used.world.secrets) expect(JSON.stringify(result)).not.toContain(secret)
  }
  const writes = () => used.world.arrivals().filter(({ write }) => write)

  describe('of what goes wrong', () => {
    if (probe !== null) describeLostWrites(probe)

    const reads = cases.flatMap(({ fault, read }) => (read === undefined ? [] : [{ fault, read }]))
    it.each(reads)('$fault on a read is told apart, and the next read is answered', async ({ fault, read }) => {
      const { world } = used
      const times = kind.signsInAgain === true && fault.kind === 'refused' && fault.status === 401 ? 2 : 1
      world.fault(fault, { on: 'read', times })
      const { result } = await list(world.remote, 'item')
      expect(failureOf(result)).toMatchObject(read)
      expectNoSecret(result)
      expect(world.arrivals()).toHaveLength(times)
      expect((await list(world.remote, 'item')).result.ok).toBe(true)
    })

    it('a date to come back at is a wait by the clock of the remote', async () => {
      const { world } = used
      world.fault({ kind: 'rate-limited', retryAfter: 'date', seconds: 7 }, { on: 'read' })
      const failure = failureOf((await list(world.remote, 'item')).result)
      const wait = failure.kind === 'rateLimited' ? (failure.retryAfter ?? 0) : 0
      expect(wait).toBeGreaterThanOrEqual(6000)
      expect(wait).toBeLessThanOrEqual(8000)
    })

    it('a network that is gone has not sent, and is there again when it is back', async () => {
      const { world } = used
      const gone = { kind: 'notSent', cause: 'network' }
      // A kept connection is torn as well, and must not turn the next request into an uncertain one.
      expect((await list(world.remote, 'item')).result.ok).toBe(true)
      await world.networkOff()
      expect(failureOf((await list(world.remote, 'item')).result)).toMatchObject(gone)
      if (probe !== null) expect(failureOf(await send(world.remote, probe.batch(world)))).toMatchObject(gone)
      await world.networkOn()
      expect((await list(world.remote, 'item')).result.ok).toBe(true)
      if (probe === null) return
      expect((await send(world.remote, probe.batch(world))).ok).toBe(true)
      expect(truthOf(world, 'a')).toMatchObject(probe.after(world, 1))
    })

    it('wrong and missing credentials are told apart, and never told', async () => {
      const { world } = used
      const names = ['apiKey', 'secret', 'token', 'clientId', 'clientSecret']
      const wrong = world.connect(Object.fromEntries(names.map((name) => [name, 'd3Jvbmcta2V5'])))
      const refused = (await list(wrong, 'item')).result
      expect(failureOf(refused)).toMatchObject({ kind: 'unauthorized', status: 401 })
      expect(JSON.stringify(refused)).not.toContain('d3Jvbmcta2V5')
      const missing = world.connect({})
      const unsaid = { kind: 'notSent', cause: 'credentials' }
      expect(failureOf((await list(missing, 'item')).result)).toMatchObject(unsaid)
      if (probe !== null) {
        expect(failureOf(await send(wrong, probe.batch(world)))).toMatchObject({ kind: 'unauthorized' })
        expect(failureOf(await send(missing, probe.batch(world)))).toMatchObject(unsaid)
        expect(truthOf(world, 'a')).toMatchObject(probe.after(world, 0))
      }
      await Promise.all([wrong.close(), missing.close()])
    })
  })

  function describeLostWrites({ batch, after }: Probe): void {
    const lost = cases.flatMap(({ fault, write, landed }) => (write === undefined ? [] : [{ fault, write, landed }]))
    it.each(lost)('$fault on a write is told apart, and the write arrives once', async ({ fault, write, landed }) => {
      const { world } = used
      world.fault(fault, { on: 'write' })
      const result = await send(world.remote, batch(world))
      expect(failureOf(result)).toMatchObject(write)
      expectNoSecret(result)
      expect(writes()).toHaveLength(1)
      expect(truthOf(world, 'a')).toMatchObject(after(world, landed))
    })

    testIf(kind.answersRows !== false)('an answer with fewer rows than were sent is an answer', async () => {
      const { world } = used
      world.fault({ kind: 'fewer-rows', missing: 1 }, { on: 'write' })
      expect(await send(world.remote, batch(world))).toMatchObject({ ok: true, value: { records: [], cells: [] } })
      expect(truthOf(world, 'a')).toMatchObject(after(world, 1))
    })

    it('a write that was given up beforehand never leaves', async () => {
      const { world } = used
      expect(failureOf(await send(world.remote, batch(world), AbortSignal.abort()))).toMatchObject({
        kind: 'notSent',
        cause: 'aborted',
      })
      expect(world.arrivals()).toEqual([])
    })
  }
}
