import { expect, it, vi } from 'vitest'
import { changedEvent, type ChangedEvent } from '../../src/shared/contract/events.ts'
import { methodNames } from '../../src/shared/contract/contract.ts'
import type { AppError } from '../../src/shared/contract/errors.ts'
import type { Result } from '../../src/shared/domain/result.ts'
import { methodsArgument } from '../../src/main/shells/electron/channels.ts'
import { createFakeElectron, FakePage } from '../unit/shells/fake-electron.ts'
import { createCoreDouble } from './transport-core-double.ts'
import { describeTransport } from './transport-suite.ts'

const fake = createFakeElectron()
vi.doMock('electron', () => fake.electron)
process.argv.push(`${methodsArgument}${methodNames.join(',')}`)

const { serveIpc } = await import('../../src/main/shells/electron/ipc.ts')
await import('../../src/main/shells/electron/preload.ts')

/** Safe: this is what the preload script has just exposed. */
const bridge = fake.exposed['hakomori'] as {
  call(method: string, params: unknown): Promise<Result<unknown, AppError>>
  listen(listener: (event: unknown) => void): () => void
}

const serveDouble = () =>
  serveIpc({ core: createCoreDouble(), origin: 'app://hakomori', pages: () => [fake.page as never] })

describeTransport("Electron's IPC", () => {
  const stop = serveDouble()
  return Promise.resolve({
    call: (method, params) => bridge.call(method, params),
    listen: (listener: (event: ChangedEvent) => void) =>
      bridge.listen((event) => {
        listener(changedEvent.parse(event))
      }),
    close: () => {
      stop()
      return Promise.resolve()
    },
  })
})

it('offers one channel a method, and takes them back', () => {
  const stop = serveDouble()
  expect([...fake.handlers.keys()].sort()).toEqual(methodNames.map((name) => `hakomori:${name}`).sort())
  stop()
  expect(fake.handlers.size).toBe(0)
})

it('answers nobody but the main frame of our own page', async () => {
  const stop = serveDouble()
  const strange = new FakePage()
  strange.mainFrame = { url: 'https://evil.example/' }
  const lookalike = new FakePage()
  lookalike.mainFrame = { url: 'app://hakomori.evil.example/' }
  const senders = [
    { sender: strange },
    { sender: lookalike },
    { frame: { url: 'app://hakomori/' } }, // a frame inside the page
    { frame: null }, // gone meanwhile
  ]
  for (const from of senders) {
    const answer = await fake.invoke('hakomori:people.list', [{}], from)
    expect(answer).toMatchObject({ ok: false, error: { kind: 'notAllowed' } })
  }
  stop()
})

it('sends events to no page that was led away', async () => {
  const core = createCoreDouble()
  const stop = serveIpc({ core, origin: 'app://hakomori', pages: () => [fake.page as never] })
  const heard: unknown[] = []
  const stopListening = bridge.listen((event) => heard.push(event))
  fake.page.mainFrame = { url: 'https://evil.example/' }
  await core.call('people.add', { name: 'Kim' })
  expect(heard).toEqual([])
  fake.page.mainFrame = { url: 'app://hakomori/' }
  await core.call('people.add', { name: 'Kim' })
  expect(heard).toHaveLength(1)
  stopListening()
  stop()
})
