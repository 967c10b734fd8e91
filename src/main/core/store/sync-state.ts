import { z } from 'zod'
import { recordKinds } from '../../../shared/domain/change.ts'
import { db, type Reader, type Writer } from './database.ts'

/**
 * What the engine learnt of one account and where its reading stands, as one JSON document beside the connection.
 * Losing it costs a full read and nothing else, so a document that doesn't parse is started anew.
 */
const tally = z.object({ yes: z.number(), no: z.number() }).default({ yes: 0, no: 0 })

const learntSchema = z.object({
  /** A write of stock moves the item's `updatedAt`. */
  bump: tally,
  /** A record's id survives a rename. */
  id: tally,
  /** Answers carry a `Date`. */
  date: tally,
  /** A refused array changes nothing at all. */
  atomic: tally,
  /** Increments work on a cell that has no figure yet. */
  firstFigure: tally,
  /** What is asked for by a filter comes, and nothing else. */
  filters: tally,
  /** How refusals are worded. */
  errors: z.object({ nested: z.number(), flat: z.number(), text: z.number() }).default({ nested: 0, flat: 0, text: 0 }),
  /** The smallest step of the remote's time stamps, in milliseconds. */
  tick: z.number().nullable().default(null),
  /** How far the clock of the stamps was seen from the clock of `Date`, in milliseconds. */
  skew: z.number().default(0),
  /** What became of lost answers whose fate present state could tell: goals that had been met, and those that had not. */
  lost: tally,
  /** An acknowledged delta has taught what deltas teach, so that large batches may follow. */
  deltaTaught: z.boolean().default(false),
})
export type Learnt = z.infer<typeof learntSchema>

/** What was seen of whole listings of one kind. */
const listingSchema = z.object({
  rows: z.number(),
  bytes: z.number(),
  /** The largest listing that was proved to be whole. */
  proved: z.number().default(0),
  /** Longer ones were seen to be cut at so many rows; null: none was. */
  cap: z.number().nullable().default(null),
})
export type Listing = z.infer<typeof listingSchema>

const syncStateSchema = z.object({
  learnt: learntSchema.prefault({}),
  /** Largest `updatedAt` read so far per kind, in the remote's time; null: everything is still to be read. */
  watermarks: z.partialRecord(z.enum(recordKinds), z.number()).default({}),
  listings: z.partialRecord(z.enum(recordKinds), listingSchema).default({}),
  /** Smaller than the connection's own setting after a 413, for good. */
  batchSize: z.number().nullable().default(null),
  /** Warehouses (by uid) where an answer showed another writer, and how many of our writes there met nobody since. */
  contested: z.record(z.string(), z.object({ at: z.number(), writes: z.number() })).default({}),
  /** Local times, for people. */
  lastPullAt: z.number().nullable().default(null),
  lastSweepAt: z.number().nullable().default(null),
})
export type SyncState = z.infer<typeof syncStateSchema>

export function readSyncState(reader: Reader, connection: number): SyncState {
  const row = reader.first(db.selectFrom('connections').select('sync_state').where('connection', '=', connection))
  const parsed = syncStateSchema.safeParse(parseText(row?.sync_state ?? '{}'))
  return parsed.success ? parsed.data : syncStateSchema.parse({})
}

export function writeSyncState(writer: Writer, connection: number, state: SyncState): void {
  writer.exec('UPDATE connections SET sync_state = ? WHERE connection = ?', JSON.stringify(state), connection)
}

export function readPaused(reader: Reader, connection: number): boolean {
  return reader.first(db.selectFrom('connections').select('paused').where('connection', '=', connection))?.paused === 1
}

export function writePaused(writer: Writer, connection: number, paused: boolean): void {
  writer.exec('UPDATE connections SET paused = ? WHERE connection = ?', paused ? 1 : 0, connection)
  writer.touch('status')
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
