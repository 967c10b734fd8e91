/** Announcing deliveries: the draft of receiving becomes one, where the service receives goods itself. */
import type { AnnouncementRow } from '../../../shared/contract/announcing.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import {
  addAnnouncement,
  getAnnouncement,
  listAnnouncements,
  moveAnnouncement,
  type Announcement,
} from '../store/announcements.ts'
import { connectionInUse } from '../store/connections.ts'
import type { Reader } from '../store/database.ts'
import { listMoveLines, readDraft, removeMoveLine, saveDraft } from '../store/move-drafts.ts'
import { getRecord } from '../store/records.ts'
import { connected, startGesture } from './gesture.ts'
import type { Commands, CommandHandler, Queries, QueryHandler } from './handlers.ts'
import { addToLine } from './moves.ts'

const list: QueryHandler<'moves.announcements'> = (context, reader, { limit }) => {
  const connection = connectionInUse(reader)?.id
  const rows = connection === undefined ? [] : listAnnouncements(reader, connection, limit)
  return ok({
    rows: rows.map((row) => toRow(reader, row)),
    deliveryOptions: [...(context.capabilities()?.deliveryOptions ?? [])],
  })
}

function toRow(reader: Reader, announcement: Announcement): AnnouncementRow {
  const { id, state, madeAt, person, warehouse, token, remoteID, problem } = announcement
  const { arrivesOn, option, trackingCode, orderNumber, supplier } = announcement.details
  const place = getRecord(reader, warehouse)?.view
  return {
    announcementID: id,
    ...{ state, madeAt, person, token, remoteID, problem, arrivesOn, trackingCode, orderNumber, supplier },
    warehouseID: place?.key ?? '?',
    warehouseName: place?.name ?? null,
    delivery: option,
    lines: announcement.lines.map(({ sku, name, quantity }) => ({ sku, name, quantity })),
    unsentItems: state === 'waiting' ? unsentItems(reader, announcement) : [],
  }
}

/** By the keys of now: an item that was made here may have been renamed since. */
const unsentItems = (reader: Reader, { lines }: Announcement): string[] =>
  lines.flatMap(({ item }) => {
    const record = getRecord(reader, item)
    return record?.present === true && record.base === null ? [record.view.key] : []
  })

const announce: CommandHandler<'moves.announce'> = (context, writer, input) => {
  const gesture = startGesture(context, writer, 'announce')
  if (!gesture.ok) return gesture
  const { connection, at, person } = gesture.value
  const draft = readDraft(writer, { connection, kind: 'receive' })
  const warehouse = draft.warehouse === null ? undefined : getRecord(writer, draft.warehouse)
  if (warehouse?.present !== true)
    return err(appError('notAllowed', 'Say which warehouse first.', { missing: 'warehouseID' }))
  const all = listMoveLines(writer, draft)
  const lines = all.filter(({ present }) => present === 1).reverse()
  if (lines.length === 0) return err(appError('notAllowed', 'Nothing was scanned yet.', { kind: 'receive' }))
  const broken = lines.find(({ quantity }) => !Number.isInteger(quantity))
  if (broken !== undefined)
    return err(appError('notAllowed', `Only whole pieces can be announced: ${broken.sku}.`, { sku: broken.sku }))
  const options = context.capabilities()?.deliveryOptions ?? []
  if (!options.includes(input.delivery))
    return err(appError('invalid', `Goods come by one of ${options.join(', ')}.`, { delivery: input.delivery }))
  const id = context.ports.ids.ulid()
  addAnnouncement(writer, {
    id,
    connection,
    warehouse: warehouse.uid,
    madeAt: at,
    person,
    token: tokenOf(id),
    details: {
      arrivesOn: input.arrivesOn,
      option: input.delivery,
      trackingCode: said(input.trackingCode),
      orderNumber: said(input.orderNumber),
      supplier: said(input.supplier),
    },
    lines: lines.map(({ item, sku, name, quantity }) => ({ item, sku, name, quantity })),
  })
  for (const { item } of lines) removeMoveLine(writer, draft, item)
  saveDraft(writer, { ...draft, draft: draft.draft + 1, note: '' })
  return ok({ announcementID: id, lines: lines.length, left: all.length - lines.length })
}

const said = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)

/** The part of a ULID that is drawn by chance; short enough for a field that people read. */
const tokenOf = (id: string): string => `HK-${id.slice(-12)}`

const cancel: CommandHandler<'moves.cancelAnnouncement'> = (context, writer, { announcementID }) => {
  const found = find(writer, announcementID)
  if (!found.ok) return found
  const { state, connection, warehouse, lines } = found.value
  if (state !== 'waiting' && state !== 'refused') return err(tooLate(found.value))
  moveAnnouncement(writer, found.value, { state: 'cancelled' })
  const draft = readDraft(writer, { connection, kind: 'receive' })
  if (draft.warehouse === null) saveDraft(writer, { ...draft, warehouse })
  const back = lines.filter(({ item }) => getRecord(writer, item)?.present === true)
  for (const { item, quantity } of back)
    addToLine(context, writer, draft, {
      event: 'set',
      scan_id: context.ports.ids.ulid(),
      item,
      quantity,
      typed: true,
    })
  return ok({ lines: back.length })
}

const decide: CommandHandler<'moves.decideAnnouncement'> = (_context, writer, { announcementID, answer }) => {
  const found = find(writer, announcementID)
  if (!found.ok) return found
  if (found.value.state !== 'unknown') return err(tooLate(found.value))
  moveAnnouncement(writer, found.value, { state: answer === 'there' ? 'announced' : 'waiting' })
  writer.touch('queue')
  return ok({})
}

function find(reader: Reader, id: string): Result<Announcement, AppError> {
  const connection = connected(reader)
  if (!connection.ok) return connection
  const found = getAnnouncement(reader, connection.value.id, id)
  return found === undefined
    ? err(appError('notFound', 'There is no such announcement.', { announcementID: id }))
    : ok(found)
}

const tooLate = ({ id, state }: Announcement): AppError =>
  appError('notAllowed', 'It is too late for that: the announcement has gone on.', { announcementID: id, state })

export const announcingQueries = { 'moves.announcements': list } satisfies Partial<Queries>
export const announcingCommands = {
  'moves.announce': announce,
  'moves.cancelAnnouncement': cancel,
  'moves.decideAnnouncement': decide,
} satisfies Partial<Commands>
