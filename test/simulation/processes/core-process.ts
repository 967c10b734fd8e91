/**
 * A core in a process of its own, with real files and real HTTP, that ends itself at a named point the so-manieth time it
 * passes there. Commands come as messages from its parent, and so do answers go.
 */
import { openCore } from '../../../src/main/core/open-core.ts'
import { openRemote } from '../../../src/main/remotes/remote.ts'
import { createIds } from '../../../src/main/shells/host/ulid.ts'
import { breathe, systemClock, systemRandom } from '../../../src/main/shells/host/world.ts'
import { ok } from '../../../src/shared/domain/result.ts'
import { noPractice } from '../template.ts'
import type { Command, Reply, Start } from './messages.ts'

const { directory, apiKey, point, times } = JSON.parse(process.argv[2] ?? '{}') as Start // safe: our own parent wrote it

let left = times
Reflect.set(globalThis, 'hakomoriTestPoint', (name: string): void => {
  if (name !== point) return
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
})

const opened = await openCore(
  { directory, appVersion: '1.0.0', automatic: false },
  {
    clock: systemClock,
    ids: createIds(),
    random: systemRandom,
    secrets: {
      read: () => Promise.resolve(ok({ apiKey })),
      write: () => Promise.resolve(ok(undefined)),
      remove: () => Promise.resolve(),
    },
    remotes: [],
    openRemote: (choice) => {
      const remote = openRemote({ environment: {} })(choice)
      if (!remote.ok) return remote
      // A minute of the limit would be over after a few of these short lives.
      const capabilities = { ...remote.value.capabilities, requestsPerMinute: 1_000_000 }
      return ok({ ...remote.value, capabilities })
    },
    practice: noPractice,
    log: () => undefined,
    breathe,
  },
)

const reply = (message: Reply): void => void process.send?.(message)

if (opened.ok) {
  process.on('message', (command: Command) => {
    void opened.value.call(command.method, command.input).then((answer) => {
      reply(answer.ok ? { id: command.id, value: answer.value } : { id: command.id, error: answer.error })
    })
  })
  process.on('disconnect', () => process.exit(0))
  reply({ id: 0, value: 'open' })
} else reply({ id: 0, error: opened.error })
