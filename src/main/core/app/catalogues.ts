/**
 * Catalogues: second connections that answer for codes nobody knows, and from which items are taken over. What is taken
 * over is queued for the connection in use like anything that a person creates; the catalogue itself is only read.
 */
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { readScannedCode } from '../../../shared/domain/barcode.ts'
import { teachableCode } from '../../../shared/domain/code-teaching.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { saveCodes } from '../store/barcodes.ts'
import { listCatalogues, searchCatalogues } from '../store/catalogues.ts'
import { readCodeRules } from '../store/code-rules.ts'
import { countOf, type Connection } from '../store/connections.ts'
import type { Reader, Writer } from '../store/database.ts'
import { findByKey, type MirrorRecord } from '../store/records.ts'
import { remoteCodesOf } from '../store/remote-codes.ts'
import { readSyncState } from '../store/sync-state.ts'
import { holderOf } from './code-holder.ts'
import { countKept } from './count-kept.ts'
import { createRecord } from './edit-record.ts'
import { connected, findRecord, queued, startGesture } from './gesture.ts'
import type { AppContext, CommandHandler, Commands, JobHandler, Jobs, Queries, QueryHandler } from './handlers.ts'
import { checkNotReserved } from './reserved.ts'

const list: QueryHandler<'catalogues.list'> = (context, reader) =>
  ok({
    rows: listCatalogues(reader).map(({ id, name }) => ({
      connectionID: String(id),
      name,
      items: countOf(reader, id).items,
      readAt: readSyncState(reader, id).lastSweepAt,
      reading: context.catalogues.reading(id),
      problem: context.catalogues.problem(id),
    })),
  })

const search: QueryHandler<'catalogues.search'> = (_context, reader, input) => {
  if (input.search.trim() === '') return ok({ rows: [], total: 0 })
  const { rows, total } = searchCatalogues(reader, input.search, input.limit)
  return ok({ rows: rows.map(({ connection, ...row }) => ({ connectionID: String(connection), ...row })), total })
}

const read: JobHandler<'catalogues.read'> = async (context, { connectionID }) => {
  const catalogue = findCatalogue(context.store.reader, connectionID)
  if (!catalogue.ok) return catalogue
  const done = await context.catalogues.read(catalogue.value.id)
  return done.ok ? ok({ changed: done.value }) : done
}

const take: CommandHandler<'catalogues.take'> = (context, writer, { connectionID, sku, code }) => {
  const catalogue = findCatalogue(writer, connectionID)
  if (!catalogue.ok) return catalogue
  const offered = findRecord(writer, catalogue.value.id, 'item', sku)
  if (!offered.ok) return offered
  const connection = connected(writer)
  if (!connection.ok) return connection
  const { id } = connection.value
  const known = findByKey(writer, id, 'item', sku)
  const created = known === undefined ? create(context, writer, offered.value) : ok({ changeIDs: [] })
  if (!created.ok) return created
  const item = findRecord(writer, id, 'item', sku)
  if (!item.ok) return item
  const scanned = code === undefined ? [] : [teachableCode(readScannedCode(code), readCodeRules(writer))]
  const taught = [...new Set([...scanned, ...remoteCodesOf(writer, offered.value.uid)])]
    // What another item or a bundle has here stays its own; what finds the item already needs no teaching.
    .filter((text) => text !== '' && checkNotReserved(text).ok && holderOf(writer, id, text) === null)
    .map((text) => ({ code: text, item: item.value.uid, quantity: 1 }))
  saveCodes(writer, id, taught, context.ports.clock.now())
  const counted = countKept(context, writer, id, item.value.uid)
  return ok({ sku, created: known === undefined, ...created.value, counted })
}

function create(context: AppContext, writer: Writer, offered: MirrorRecord): Result<{ changeIDs: number[] }, AppError> {
  const gesture = startGesture(context, writer, 'writeItems')
  if (!gesture.ok) return gesture
  const { key, name } = offered.view
  const free = checkNotReserved(key)
  if (!free.ok) return free
  const made = createRecord(writer, gesture.value, { kind: 'item', key, fields: name === null ? {} : { name } })
  return made.ok ? ok(queued(gesture.value, made.value)) : made
}

function findCatalogue(reader: Reader, connectionID: string): Result<Connection, AppError> {
  const found = listCatalogues(reader).find(({ id }) => String(id) === connectionID)
  return found === undefined
    ? err(
        appError(
          'notFound',
          'There is no such catalogue. A connection is one if its settings say so and it is not in use.',
          { connectionID },
        ),
      )
    : ok(found)
}

export const catalogueQueries = { 'catalogues.list': list, 'catalogues.search': search } satisfies Partial<Queries>
export const catalogueCommands = { 'catalogues.take': take } satisfies Partial<Commands>
export const catalogueJobs = { 'catalogues.read': read } satisfies Partial<Jobs>
