/**
 * The worker thread that the core runs in, and the place where everything the core asks of the world is put together.
 * May import anything in main. Runs on being loaded; never imported.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { Result } from '../../../shared/domain/result.ts'
import { ok } from '../../../shared/domain/result.ts'
import { openCore } from '../../core/open-core.ts'
import type { Core } from '../../core/core.ts'
import type { Credentials, Log, Secrets } from '../../core/ports.ts'
import { createLookCloser, openRemote, remoteDescriptions, type TransportOptions } from '../../remotes/remote.ts'
import { createCredentialsFile } from './credentials-file.ts'
import { createPrintRaw } from './label-printer.ts'
import { openLog } from './log.ts'
import type { WorkerSettings } from './messages.ts'
import { createPracticeWarehouse, type PracticeWarehouse } from './practice-warehouse.ts'
import { typedClient } from './typed-client.ts'
import { serveCore, type AskMainThread, type OpenedCore } from './serve-core.ts'
import { createIds } from './ulid.ts'
import { breathe, systemClock, systemRandom } from './world.ts'

if (parentPort === null) throw new Error('core-worker.ts is started as a worker thread only')
// Safe: core-host.ts, which starts this worker, hands in exactly this.
const settings = workerData as WorkerSettings
await serveCore(parentPort, (ask) => openHere(settings, ask))

async function openHere(settings: WorkerSettings, ask: AskMainThread): Promise<Result<OpenedCore, AppError>> {
  const { directory, appVersion, automatic } = settings
  const { log, close: closeLog } = openLog({ directory })
  const practice = createPracticeWarehouse({ directory, log, random: systemRandom })
  const network: TransportOptions = {
    environment: process.env,
    appVersion,
    ...(settings.proxy === 'mainThread' ? { resolveProxy: (url: string) => askProxy(ask, url) } : {}),
  }
  const opened = await openCore(
    { directory, appVersion, automatic, housekeeping: true },
    {
      clock: systemClock,
      ids: createIds(),
      random: systemRandom,
      secrets: secretsFor(settings, ask),
      remotes: remoteDescriptions,
      openRemote: openRemote(network),
      lookCloser: createLookCloser(network),
      practice,
      printRaw: createPrintRaw(),
      log,
      breathe,
    },
  )
  const afterClose = async (): Promise<void> => {
    await practice.close()
    closeLog()
  }
  if (!opened.ok) {
    await afterClose()
    return opened
  }
  const core = opened.value
  await settlePractice(core, practice, log)
  return ok({ ...core, afterClose })
}

/**
 * After the core, because only then the folder is ours. Runs also while another connection is in use, since one may
 * switch to it at any time; where its connection was removed, its goods go too.
 */
async function settlePractice(core: Core, practice: PracticeWarehouse, log: Log): Promise<void> {
  const connections = await typedClient(core).call('connections.list', {})
  if (!connections.ok) return
  if (!connections.value.rows.some((row) => row.practice)) {
    await practice.forget()
    return
  }
  const resumed = await practice.resume()
  if (resumed?.ok === false) log('warn', resumed.error)
}

function secretsFor(settings: WorkerSettings, ask: AskMainThread): Secrets {
  if (settings.secrets === 'file') {
    return createCredentialsFile({ directory: settings.directory, environment: process.env['HAKOMORI_CREDENTIALS'] })
  }
  return {
    // Safe: the main thread answers each of these with what its own `Secrets` answered.
    read: (connectionID, name) =>
      ask({ what: 'readSecret', connectionID, name }) as Promise<Result<Credentials, string>>,
    write: (connectionID, credentials) =>
      ask({ what: 'writeSecret', connectionID, credentials }) as Promise<Result<void, string>>,
    remove: async (connectionID) => {
      await ask({ what: 'removeSecret', connectionID })
    },
  }
}

/** In the form of proxy scripts; no answer is a direct connection. */
async function askProxy(ask: AskMainThread, url: string): Promise<string> {
  const answer = await ask({ what: 'resolveProxy', url })
  return answer.ok && typeof answer.value === 'string' ? answer.value : 'DIRECT'
}
