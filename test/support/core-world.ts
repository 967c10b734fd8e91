import { onTestFinished } from 'vitest'
import { openCore } from '../../src/main/core/open-core.ts'
import type { Core, CorePorts } from '../../src/main/core/core.ts'
import type { Credentials } from '../../src/main/core/ports.ts'
import { startPracticeServer, type PracticeServer } from '../../src/main/practice/practice.ts'
import { openRemote } from '../../src/main/remotes/remote.ts'
import { createIds } from '../../src/main/shells/host/ulid.ts'
import { breathe, systemClock } from '../../src/main/shells/host/world.ts'
import { contract, type Input, type MethodName, type Output } from '../../src/shared/contract/contract.ts'
import type { AppError } from '../../src/shared/contract/errors.ts'
import { err, ok } from '../../src/shared/domain/result.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A whole core in a folder of its own, with real HTTP; every answer is held against the contract. */
export interface CoreWorld {
  readonly core: Core
  readonly directory: string
  readonly secrets: Map<string, Credentials>
  readonly logged: string[]
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>
  fail(method: MethodName, input: unknown): Promise<AppError>
}

export interface CoreWorldSettings {
  readonly directory?: string
  readonly secrets?: Map<string, Credentials>
  readonly ports?: Partial<CorePorts>
  readonly automatic?: boolean
}

export async function openCoreWorld(settings: CoreWorldSettings = {}): Promise<CoreWorld> {
  const directory = settings.directory ?? temporaryFolder()
  const secrets = settings.secrets ?? new Map<string, Credentials>()
  const logged: string[] = []
  const opened = await openCore(
    { directory, appVersion: '1.2.3', automatic: settings.automatic ?? false, checkOutputs: true },
    { ...plainPorts(secrets, logged), ...settings.ports },
  )
  if (!opened.ok) throw new Error(opened.error.message)
  const core = opened.value
  onTestFinished(() => core.close())
  return {
    core,
    directory,
    secrets,
    logged,
    async call(method, input) {
      const answer = await core.call(method, input)
      if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer.error)} ${logged.join('\n')}`)
      return contract[method].output.parse(answer.value) as Output<typeof method> // safe: parsed by the same method's schema
    },
    async fail(method, input) {
      const answer = await core.call(method, input)
      if (answer.ok) throw new Error(`${method} was expected to fail and answered ${JSON.stringify(answer.value)}`)
      return answer.error
    },
  }
}

function plainPorts(secrets: Map<string, Credentials>, logged: string[]): CorePorts {
  const noPractice = () => Promise.resolve(err('There is no practice warehouse in this test.'))
  return {
    clock: systemClock,
    ids: createIds(),
    random: { next: () => 0.5 },
    secrets: {
      read: (id) => {
        const found = secrets.get(id)
        return Promise.resolve(found ? ok(found) : err('There are none.'))
      },
      write: (id, credentials) => {
        secrets.set(id, credentials)
        return Promise.resolve(ok(undefined))
      },
      remove: (id) => {
        secrets.delete(id)
        return Promise.resolve()
      },
    },
    remotes: [],
    openRemote: openRemote({ environment: {} }),
    practice: {
      start: noPractice,
      act: noPractice,
      status: () => ({ running: false, network: true, loseNextAnswer: false }),
      codes: () => [],
    },
    log: (level, message, details) => void logged.push(`${level}: ${message} ${JSON.stringify(details ?? {})}`),
    breathe,
  }
}

/** A practice server with a small shop, closed after the test. */
export async function startShop(): Promise<PracticeServer> {
  const server = await startPracticeServer({ seed: 'shop' })
  onTestFinished(() => server.close())
  return server
}

export const connectionTo = (server: PracticeServer, name = 'Shop') =>
  ({
    name,
    remote: 'hako-v1',
    baseUrl: server.baseUrl,
    credentials: { apiKey: server.apiKey },
    options: { settleSeconds: 0 },
  }) as const
