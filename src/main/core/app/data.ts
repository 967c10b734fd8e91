/**
 * The data folder as a person sees it: how it is, backups, restore, looking for damage and saving what a damaged file
 * still holds. What changes the file under everybody runs while the engine is stopped; nothing here reads a secret.
 */
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { recoveryReport } from '../../../shared/contract/data.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { readMeta, writeMeta } from '../store/meta.ts'
import type { Reader } from '../store/database.ts'
import { recoveryKey } from '../store/salvage.ts'
import { exportDiagnostics, exportOpen } from './data-export.ts'
import type { AppContext, CommandHandler, Commands, JobHandler, Jobs, Queries, QueryHandler } from './handlers.ts'
import type { Tell } from './keeping.ts'
import { carryOutUnfinished } from './stocktakes/promised.ts'

const status: QueryHandler<'data.status'> = ({ store, keeping }, reader) => {
  const { directory, bytes } = store.files.status()
  const [lastBackup = null] = store.files.backups()
  return ok({
    directory,
    bytes,
    disk: keeping.disk(),
    lastBackup,
    check: keeping.check(),
    damage: keeping.damage(),
    recovery: readReport(reader),
    job: keeping.job(),
  })
}

function readReport(reader: Reader) {
  const parsed = recoveryReport.safeParse(readMeta(reader, recoveryKey))
  return parsed.success ? parsed.data : null
}

const backups: QueryHandler<'data.backups'> = ({ store }) => ok({ rows: store.files.backups() })

const backup: JobHandler<'data.backup'> = ({ store, keeping }) =>
  alone(keeping.run('backup', async (tell) => ok(await store.files.backUp('manual', tell))))

const restore: JobHandler<'data.restore'> = (context, { name }) => {
  const { store, keeping } = context
  const restored = keeping.run('restore', () =>
    context.whileStopped(async () => {
      const done = await store.files.restore(name)
      if (done.ok) goOn(context)
      return done
    }),
  )
  return alone(restored)
}

const repair: JobHandler<'data.repair'> = (context) => {
  const { store, keeping } = context
  const repaired = keeping.run('repair', () =>
    context.whileStopped(async () => {
      const done = await store.files.repair(keeping.damage() ?? '')
      if (done.ok) goOn(context)
      return done
    }),
  )
  return alone(repaired)
}

/** With what stands there now. */
function goOn(context: AppContext): void {
  context.keeping.mended()
  carryOutUnfinished(context)
}

const check: JobHandler<'data.check'> = ({ store, keeping, ports }) =>
  alone(
    keeping.run('check', async (tell) => {
      const problems = await lookForDamage({ store, ports }, true, tell)
      keeping.noteCheck(problems, true)
      return ok({ ok: problems.length === 0, problems: problems.slice(0, 20) })
    }),
  )

/** Table by table, so that scans are served in between. Answers SQLite's complaints. */
export async function lookForDamage(
  { store, ports }: Pick<AppContext, 'store' | 'ports'>,
  thorough: boolean,
  tell: Tell = () => undefined,
): Promise<string[]> {
  const tables = store.files.tables()
  const problems: string[] = []
  for (const [place, table] of tables.entries()) {
    tell(place, tables.length)
    problems.push(...store.files.check(table, thorough))
    await ports.breathe()
  }
  return problems
}

async function alone<T>(running: Promise<Result<T, AppError>> | null): Promise<Result<T, AppError>> {
  return (
    (await running) ??
    err(appError('notAllowed', 'Something else is being done with the data just now. Wait until it is done.'))
  )
}

const acknowledge: CommandHandler<'data.acknowledge'> = (_context, writer) => {
  writeMeta(writer, recoveryKey, null)
  writer.touch('data')
  return ok({})
}

/** Only the program around the core can open what is closed; a core that answers is open. */
const reopen: CommandHandler<'data.reopen'> = () => ok({})

export const dataQueries = {
  'data.status': status,
  'data.backups': backups,
  'data.export': exportOpen,
  'data.diagnostics': exportDiagnostics,
} satisfies Partial<Queries>
export const dataCommands = { 'data.acknowledge': acknowledge, 'data.reopen': reopen } satisfies Partial<Commands>
export const dataJobs = {
  'data.backup': backup,
  'data.restore': restore,
  'data.check': check,
  'data.repair': repair,
} satisfies Partial<Jobs>
