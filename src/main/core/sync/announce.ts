/**
 * Brings announced deliveries to the remote, each exactly once, or a person is asked. Every request is one more delivery
 * there, so nothing is sent before a look shows that its token is not there; after a lost answer the look counts only once
 * the remote has certainly finished with the request (SETTLE of sync.md §2). Without the capability there is nothing to do.
 */
import { ok, type Result } from '../../../shared/domain/result.ts'
import type { Delivery, RemoteFailure } from '../ports.ts'
import {
  getAnnouncement,
  moveAnnouncement,
  openAnnouncements,
  type Announcement,
  type AnnouncementFate,
} from '../store/announcements.ts'
import { writeLog, type LogEntry } from '../store/log.ts'
import { getRecord } from '../store/records.ts'
import type { EngineContext } from './context.ts'

export async function announceWaiting(
  context: EngineContext,
  isPaused: () => boolean,
): Promise<Result<void, RemoteFailure>> {
  if (!context.remote.capabilities.announce) return ok(undefined)
  for (const announcement of openAnnouncements(context.store.reader, context.connection)) {
    const { memory } = context
    if (announcement.id > memory.newestAnnouncement) memory.newestAnnouncement = announcement.id
    if (isPaused()) return ok(undefined)
    const done = await bring(context, announcement)
    if (!done.ok) return done
  }
  return ok(undefined)
}

/** Whether one was made since those before it had their turn. */
export const hasNewAnnouncement = ({ store, connection, memory, remote }: EngineContext): boolean =>
  remote.capabilities.announce &&
  openAnnouncements(store.reader, connection).some(({ id }) => id > memory.newestAnnouncement)

async function bring(context: EngineContext, announcement: Announcement): Promise<Result<void, RemoteFailure>> {
  const { line, ports, store } = context
  const lost = announcement.state !== 'waiting'
  const since = lost ? lostSince(context, announcement.id) : null
  // A walk that began before shows what was there then, whenever it ends.
  const settled = since !== null && ports.clock.monotonic() - since >= context.options.settleSeconds * 1000
  const looked = await line.findAnnounced(announcement.token)
  if (!looked.ok) return looked
  if (typeof looked.value === 'object') {
    // It is there, whatever a person said of it during the look.
    const now = getAnnouncement(store.reader, context.connection, announcement.id) ?? announcement
    settle(context, now, { state: 'announced', remoteID: looked.value.id })
    return ok(undefined)
  }
  // What the listing does not show can't be told from what never arrived: a person looks, and says.
  if (lost && (!settled || looked.value === 'unsure')) {
    settle(context, announcement, { state: 'unknown', problem: announcement.problem })
    return ok(undefined)
  }
  const gone = announcement.lines.find(({ item }) => getRecord(store.reader, item)?.present !== true)
  if (gone !== undefined) {
    settle(context, announcement, { state: 'refused', problem: `The item ${gone.sku} does not exist any more` })
    return ok(undefined)
  }
  const delivery = deliveryOf(context, announcement)
  return delivery === null ? ok(undefined) : send(context, announcement, delivery)
}

/** On the steady clock: after a restart the settle time starts anew. */
function lostSince({ memory, ports }: EngineContext, id: string): number {
  const known = memory.lostAnnouncements.get(id)
  if (known !== undefined) return known
  const now = ports.clock.monotonic()
  memory.lostAnnouncements.set(id, now)
  return now
}

/** When the next look for a lost one can tell, on the steady clock; null: none is waited for. */
export function nextAnnouncementDueAt({ memory, ports, options }: EngineContext): number | null {
  const now = ports.clock.monotonic()
  const due = [...memory.lostAnnouncements.values()]
    .map((since) => since + options.settleSeconds * 1000)
    .filter((at) => at > now)
  return due.length === 0 ? null : Math.min(...due)
}

/** With the keys of now. Null: something of it is not at the remote yet. */
function deliveryOf({ store }: EngineContext, { token, details, lines, warehouse }: Announcement): Delivery | null {
  const place = getRecord(store.reader, warehouse)?.base
  const items = lines.map(({ item, quantity }) => {
    const record = getRecord(store.reader, item)
    if (!record?.base) return null
    const { serverID, base } = record
    return { sku: base.key, quantity, ...(serverID === null ? {} : { serverID }) }
  })
  const known = items.filter((item) => item !== null)
  const key = place?.key ?? getRecord(store.reader, warehouse)?.view.key
  return known.length < items.length || key === undefined ? null : { token, warehouseID: key, ...details, lines: known }
}

async function send(
  context: EngineContext,
  announcement: Announcement,
  delivery: Delivery,
): Promise<Result<void, RemoteFailure>> {
  const { line, memory, ports, store } = context
  // On disk before a byte leaves: a crash from here on is a lost answer.
  const fate = { state: 'sending', sentAt: ports.clock.now() } as const
  // Taken back or decided during the look: nothing is sent.
  if (!store.write((writer) => moveAnnouncement(writer, announcement, fate))) return ok(undefined)
  const sending = { ...announcement, ...fate }
  const sent = await line.announce(delivery)
  memory.lostAnnouncements.delete(announcement.id)
  if (sent.ok) {
    settle(context, sending, { state: 'announced', remoteID: sent.value.id })
    return ok(undefined)
  }
  settle(context, sending, fateOf(sent.error))
  if (sent.error.kind === 'refused' || sent.error.kind === 'tooLarge') return ok(undefined)
  if (sent.error.kind === 'uncertain') {
    lostSince(context, announcement.id)
    return ok(undefined)
  }
  return sent
}

function fateOf(failure: RemoteFailure): AnnouncementFate {
  switch (failure.kind) {
    case 'notSent':
    case 'rateLimited':
    case 'unauthorized':
      return { state: 'waiting' }
    case 'refused':
    case 'tooLarge':
      return { state: 'refused', problem: failure.text }
    case 'redirected':
    case 'uncertain':
      return { state: 'unknown', problem: failure.text }
  }
}

function settle(context: EngineContext, announcement: Announcement, fate: AnnouncementFate): void {
  const { id, state, token, lines } = announcement
  const { store, connection, ports, memory } = context
  if (fate.state !== 'unknown') memory.lostAnnouncements.delete(id)
  else if (state === 'unknown') return
  store.write((writer) => {
    if (!moveAnnouncement(writer, announcement, fate) || fate.state === 'waiting') return
    const details = { token, lines: lines.length, ...(fate.problem == null ? {} : { text: fate.problem }) }
    const entry = entries[fate.state]
    if (entry !== undefined) writeLog(writer, connection, ports.clock.now(), { ...entry, details })
  })
}

const entries: Readonly<Partial<Record<AnnouncementFate['state'], Omit<LogEntry, 'details'>>>> = {
  announced: { level: 'info', event: 'announced', text: 'A delivery was announced.' },
  refused: { level: 'warning', event: 'announcementRefused', text: 'The remote refused an announced delivery.' },
  unknown: {
    level: 'warning',
    event: 'announcementLost',
    text: 'The answer to an announced delivery was lost; it is looked for before it is sent again.',
  },
}
