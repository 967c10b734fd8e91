/**
 * The practice warehouse: an embedded server of the same API, run by the shell, used like any other connection. May
 * treat it in no other way than a real one, or practising would teach the wrong things; only its codes are taught.
 */
import { connectionOptions } from '../../../shared/contract/connections.ts'
import type { ParsedInput } from '../../../shared/contract/contract.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { PracticeAct, PracticeEntry } from '../ports.ts'
import { findCode, saveCode } from '../store/barcodes.ts'
import {
  addConnection,
  connectionInUse,
  countOf,
  listConnections,
  updateConnection,
  useConnection,
} from '../store/connections.ts'
import type { Writer } from '../store/database.ts'
import { findByKey } from '../store/records.ts'
import { hintOf, keepCredentials } from './connections.ts'
import type { AppContext, JobHandler, Jobs, Queries, QueryHandler } from './handlers.ts'

const name = 'Practice warehouse'

const start: JobHandler<'practice.start'> = async (context) => {
  const entry = await context.ports.practice.start()
  if (!entry.ok) return err(appError('remote', `The practice warehouse could not be started: ${entry.error}`))
  const id = context.store.write((writer) => keepEntry(context, writer, entry.value))
  const kept = await keepCredentials(context, id, { apiKey: entry.value.apiKey })
  if (!kept.ok) return kept
  context.store.write((writer) => {
    useConnection(writer, id)
  })
  await context.restartEngine()
  const copied = await copyGoods(context, id)
  if (!copied.ok) return copied
  context.store.write((writer) => {
    teachCodes(context, writer, id)
    writer.touch('practice')
  })
  return ok({ connectionID: String(id) })
}

/**
 * To be called before the engine starts, when the connection in use is the practice warehouse: it may stand on another
 * port since. Does nothing otherwise.
 */
export async function wakePractice(context: Pick<AppContext, 'ports' | 'store'>): Promise<void> {
  const connection = connectionInUse(context.store.reader)
  if (connection?.practice !== true) return
  const entry = await context.ports.practice.start()
  if (!entry.ok) {
    context.ports.log('warn', 'The practice warehouse did not start', { error: entry.error })
    return
  }
  const { baseUrl, apiKey } = entry.value
  if (baseUrl !== connection.baseUrl || hintOf({ apiKey }) !== connection.keyHint) {
    context.store.write((writer) => {
      updateConnection(writer, connection.id, { ...connection, baseUrl, keyHint: hintOf({ apiKey }) })
    })
  }
  const kept = await context.ports.secrets.write(String(connection.id), { apiKey })
  if (!kept.ok) context.ports.log('warn', 'The key of the practice warehouse could not be kept', { error: kept.error })
}

/** The one practice connection: added the first time, given its new address every other time. */
function keepEntry(context: AppContext, writer: Writer, { baseUrl, apiKey }: PracticeEntry): number {
  const known = listConnections(writer).find((connection) => connection.practice)
  const columns = { name, remote: 'hako-v1', baseUrl, practice: true, keyHint: hintOf({ apiKey }) } as const
  if (!known)
    return addConnection(writer, { ...columns, options: connectionOptions.parse({}), at: context.ports.clock.now() })
  updateConnection(writer, known.id, { ...columns, name: known.name, options: known.options })
  return known.id
}

/** The codes can be taught once the goods are known; a failure matters only while there are none. */
async function copyGoods(context: AppContext, id: number): Promise<Result<void, AppError>> {
  const engine = context.engine()
  if (engine === null) return err(appError('internal', 'The practice warehouse runs, but nothing reads from it.'))
  const copied = await engine.run({ full: true })
  return copied.ok || countOf(context.store.reader, id).items > 0 ? ok(undefined) : copied
}

/** A code that somebody taught differently stays as it is. */
function teachCodes(context: AppContext, writer: Writer, connection: number): void {
  const at = context.ports.clock.now()
  for (const { code, sku, quantity } of context.ports.practice.codes()) {
    const item = findByKey(writer, connection, 'item', sku)
    if (item && !findCode(writer, connection, code)) saveCode(writer, connection, code, item.uid, quantity, at)
  }
}

const act: JobHandler<'practice.act'> = async (context, input) => {
  const happened = await context.ports.practice.act(toAct(input))
  if (!happened.ok) return err(appError('notAllowed', happened.error, { act: input.act }))
  context.store.write((writer) => {
    writer.touch('practice')
  })
  return ok({ text: happened.value })
}

const toAct = ({ act: kind, sku, warehouseID, quantity, name: newName }: ParsedInput<'practice.act'>): PracticeAct => ({
  act: kind,
  ...(sku === undefined ? {} : { sku }),
  ...(warehouseID === undefined ? {} : { warehouseID }),
  ...(quantity === undefined ? {} : { quantity }),
  ...(newName === undefined ? {} : { name: newName }),
})

const status: QueryHandler<'practice.status'> = (context) => ok(context.ports.practice.status())

const codes: QueryHandler<'practice.codes'> = (context, reader, input) => {
  const connection = connectionInUse(reader)
  const rows = context.ports.practice.codes().slice(0, input.limit)
  return ok({
    rows: rows.map((row) => ({
      ...row,
      name: connection ? (findByKey(reader, connection.id, 'item', row.sku)?.view.name ?? null) : null,
    })),
  })
}

export const practiceQueries = { 'practice.status': status, 'practice.codes': codes } satisfies Partial<Queries>
export const practiceJobs = { 'practice.start': start, 'practice.act': act } satisfies Partial<Jobs>
