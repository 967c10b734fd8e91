/** How every remote reports what goes wrong, and that a request of ours arrives once at most, whatever happens to it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Batch, RemoteFailure } from '../../src/main/core/ports.ts'
import type { Fault } from '../../src/main/practice/practice.ts'
import type { Result } from '../../src/shared/domain/result.ts'
import { failureOf, list, never, type RemoteKind, type RemoteWorld } from './remote-world.ts'

const increment: Batch = { endpoint: 'increment', rows: [{ sku: 'a', warehouseID: 'w-SF', quantity: 1 }] }

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
  let world: RemoteWorld
  beforeEach(async () => {
    world = await kind.start({ answerWithinMs: 50 })
  })
  afterEach(() => world.close())

  const expectNoSecret = (result: Result<unknown, RemoteFailure>): void => {
    for (const secret of world.secrets) expect(JSON.stringify(result)).not.toContain(secret)
  }

  describe('of what goes wrong', () => {
    const writes = cases.flatMap(({ fault, write, landed }) => (write === undefined ? [] : [{ fault, write, landed }]))
    it.each(writes)('$fault on a write is told apart, and the write arrives once', async ({ fault, write, landed }) => {
      world.fault(fault, { on: 'write' })
      const result = await world.remote.send(increment, never)
      expect(failureOf(result)).toMatchObject(write)
      expectNoSecret(result)
      expect(world.arrivals()).toHaveLength(1)
      expect(world.truth().items['a']?.stock).toEqual({ 'w-SF': 10 + landed })
    })

    const reads = cases.flatMap(({ fault, read }) => (read === undefined ? [] : [{ fault, read }]))
    it.each(reads)('$fault on a read is told apart, and the next read is answered', async ({ fault, read }) => {
      world.fault(fault, { on: 'read' })
      const { result } = await list(world.remote, 'item')
      expect(failureOf(result)).toMatchObject(read)
      expectNoSecret(result)
      expect(world.arrivals()).toHaveLength(1)
      expect((await list(world.remote, 'item')).result.ok).toBe(true)
    })

    it('a date to come back at is a wait by the clock of the remote', async () => {
      world.fault({ kind: 'rate-limited', retryAfter: 'date', seconds: 7 }, { on: 'write' })
      const failure = failureOf(await world.remote.send(increment, never))
      const wait = failure.kind === 'rateLimited' ? (failure.retryAfter ?? 0) : 0
      expect(wait).toBeGreaterThanOrEqual(6000)
      expect(wait).toBeLessThanOrEqual(8000)
    })

    it('an answer with fewer rows than were sent is an answer', async () => {
      world.fault({ kind: 'fewer-rows', missing: 1 }, { on: 'write' })
      const rows = [
        { sku: 'a', warehouseID: 'w-SF', quantity: 1 },
        { sku: 'b', warehouseID: 'w-SF', quantity: 1 },
      ]
      expect(await world.remote.send({ endpoint: 'increment', rows }, never)).toMatchObject({
        ok: true,
        value: { records: [{ key: 'a' }] },
      })
    })

    it('a network that is gone has not sent, and is there again when it is back', async () => {
      // A kept connection is torn as well, and must not turn the next request into an uncertain one.
      expect((await list(world.remote, 'item')).result.ok).toBe(true)
      await world.networkOff()
      expect(failureOf(await world.remote.send(increment, never))).toMatchObject({ kind: 'notSent', cause: 'network' })
      expect(failureOf((await list(world.remote, 'item')).result)).toMatchObject({ kind: 'notSent', cause: 'network' })
      await world.networkOn()
      expect((await world.remote.send(increment, never)).ok).toBe(true)
      expect(world.truth().items['a']?.stock).toEqual({ 'w-SF': 11 })
    })

    it('wrong and missing credentials are told apart', async () => {
      const wrong = world.connect(
        Object.fromEntries(['apiKey', 'secret', 'clientId', 'clientSecret'].map((name) => [name, 'wrong'])),
      )
      expect(failureOf(await wrong.send(increment, never))).toMatchObject({ kind: 'unauthorized', status: 401 })
      const missing = world.connect({})
      expect(failureOf(await missing.send(increment, never))).toMatchObject({ kind: 'notSent', cause: 'credentials' })
      await Promise.all([wrong.close(), missing.close()])
    })

    it('a write that was given up beforehand never leaves', async () => {
      expect(failureOf(await world.remote.send(increment, AbortSignal.abort()))).toMatchObject({
        kind: 'notSent',
        cause: 'aborted',
      })
      expect(world.arrivals()).toEqual([])
    })
  })
}
