import { expect, it } from 'vitest'
import type { ChangedEvent } from '../../../src/shared/contract/events.ts'
import type { AppError } from '../../../src/shared/contract/errors.ts'
import { appError } from '../../../src/shared/contract/errors.ts'
import { err, ok, type Result } from '../../../src/shared/domain/result.ts'
import type { CoreHost } from '../../../src/main/shells/host/core-host.ts'
import { superviseCore } from '../../../src/main/shells/host/supervisor.ts'

/** Cores that answer with their number and can be told to die. */
function createStarts(refuse: (number: number) => boolean = () => false) {
  const crash: ((reason: string) => void)[] = []
  const closed: number[] = []
  const start = (): Promise<Result<CoreHost, AppError>> => {
    const number = crash.length + 1
    const listeners = new Set<(event: ChangedEvent) => void>()
    if (refuse(number)) return Promise.resolve(err(appError('storage', 'The disk is full.')))
    return Promise.resolve(
      ok({
        call: () => Promise.resolve(ok(number)),
        listen: (listener) => {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
        onCrash: (listener) => {
          crash.push(listener)
          return () => undefined
        },
        close: () => {
          closed.push(number)
          return Promise.resolve()
        },
      }),
    )
  }
  return { start, crash, closed }
}

async function supervise(starts: ReturnType<typeof createStarts>) {
  const reports: string[] = []
  const supervised = await superviseCore(starts.start, (sentence) => reports.push(sentence))
  return { core: supervised, reports }
}

it('answers every call with the reason while the data can’t be opened, and opens it when told to try again', async () => {
  let full = true
  const starts = createStarts(() => full)
  const { core, reports } = await supervise(starts)
  const heard: ChangedEvent[] = []
  core.listen((event) => heard.push(event))
  expect(await core.call('app.status', {})).toMatchObject({ ok: false, error: { kind: 'storage' } })
  expect(await core.call('data.reopen', {})).toMatchObject({ ok: false, error: { kind: 'storage' } })
  full = false
  expect(await Promise.all([core.call('data.reopen', {}), core.call('data.reopen', {})])).toEqual([ok({}), ok({})])
  expect(await core.call('app.status', {})).toEqual(ok(1))
  expect(starts.crash).toHaveLength(1)
  expect(heard.at(-1)?.topics).toContain('data')
  expect(reports[0]).toContain('The disk is full.')
})

it('starts a core that died again, and tells listeners to read everything anew', async () => {
  const starts = createStarts()
  const { core, reports } = await supervise(starts)
  const heard: ChangedEvent[] = []
  core.listen((event) => heard.push(event))
  starts.crash[0]?.('out of memory')
  expect(await core.call('app.status', {})).toEqual(ok(2))
  expect(reports).toEqual(['The core stopped (out of memory).'])
  expect(heard).toHaveLength(1)
  expect(heard[0]?.topics).toContain('stocktakes')
})

it('leaves a core that keeps dying where it is', async () => {
  const starts = createStarts()
  const { core } = await supervise(starts)
  starts.crash[0]?.('1')
  await core.call('app.status', {})
  starts.crash[1]?.('2')
  await core.call('app.status', {})
  starts.crash[2]?.('3')
  expect(await core.call('app.status', {})).toEqual(ok(3))
  expect(starts.crash).toHaveLength(3)
})

it('answers with the reason when it cannot start again', async () => {
  const starts = createStarts((number) => number === 2)
  const { core, reports } = await supervise(starts)
  starts.crash[0]?.('gone')
  expect(await core.call('app.status', {})).toMatchObject({ ok: false, error: { kind: 'storage' } })
  expect(reports.at(-1)).toContain('The disk is full.')
})

it('restarts on request, closing the old core first', async () => {
  const starts = createStarts()
  const { core } = await supervise(starts)
  expect(await core.restart()).toEqual(ok(undefined))
  expect(starts.closed).toEqual([1])
  expect(await core.call('app.status', {})).toEqual(ok(2))
})

it('answers nothing any more once it closes', async () => {
  const starts = createStarts()
  const { core } = await supervise(starts)
  await core.close()
  expect(starts.closed).toEqual([1])
  expect(await core.call('app.status', {})).toMatchObject({ ok: false, error: { kind: 'notAllowed' } })
})
