import { attemptsOf } from './attempts.ts'
import { moveChange, moveUnfolded } from './changes.ts'
import { db, type Reader, type Writer } from './database.ts'
import { readMeta, writeMeta } from './meta.ts'
import type { JournalHead, OpenedJournal } from './send-journal.ts'

/**
 * Puts right what a crash, a torn write-ahead log or an older copy of the database left behind, before the network is
 * touched (sync.md rule 9): whatever was in flight is unknown, and so is whatever the journal says was about to be sent
 * while the database has forgotten it. In a restored database no movement that waits is sent without being asked.
 */
export interface Booted {
  readonly restored: RestoredBecause | null
  /** Movements that are asked about because the database was restored. */
  readonly asked: number
}

/** Why the database is taken for older than what this PC has sent. */
export type RestoredBecause = 'backup' | 'olderThanSent' | 'journalMissing' | 'damaged'

/** Set in every backup, and by a salvage that took changes from one: whoever finds it open has a restored database. */
const restoredKey = 'restored'
const generationKey = 'generation'

export const markRestored = (writer: Writer, because: RestoredBecause): void => writeMeta(writer, restoredKey, because)

export function afterCrash(writer: Writer, journal: Pick<OpenedJournal, 'found' | 'remembered'>, at: number): Booted {
  for (const { id } of writer.all(db.selectFrom('changes').select('id').where('state', '=', 'inflight'))) {
    moveChange(writer, id, 'unknown', 'engine', { at })
  }
  for (const entry of journal.remembered()) {
    if (attemptsOf(writer, entry.requestID).length > 0) continue
    for (const id of entry.changeIDs) {
      const change = listWaiting(writer, 'id = ?', id)[0] ?? givenUp(writer, id)
      if (change !== undefined) forget(writer, change, entry.requestID, at)
    }
  }
  const restored = restoredBecause(writer, journal.found)
  const generation = generationOf(writer) + 1
  const asked = restored === null ? 0 : doubtMovements(writer, `restored-${String(generation)}-${String(at)}`, at)
  writer.exec('DELETE FROM meta WHERE key = ?', restoredKey)
  writeMeta(writer, generationKey, generation)
  return { restored, asked }
}

/** What the journal is to remember of this database once it is safely on disk. */
export const journalHead = (reader: Reader): JournalHead => ({
  generation: generationOf(reader),
  attempts: attemptsEver(reader),
})

function restoredBecause(reader: Reader, found: OpenedJournal['found']): RestoredBecause | null {
  const mark = readMeta(reader, restoredKey)
  if (mark !== undefined) return marks.find((known) => known === mark) ?? 'backup'
  const generation = generationOf(reader)
  if (typeof found === 'string') return generation > 0 ? 'journalMissing' : null
  return found.generation > generation || found.attempts > attemptsEver(reader) ? 'olderThanSent' : null
}

const marks = ['backup', 'olderThanSent', 'journalMissing', 'damaged'] as const satisfies readonly RestoredBecause[]

function generationOf(reader: Reader): number {
  const generation = readMeta(reader, generationKey)
  return typeof generation === 'number' ? generation : 0
}

/** Never goes down, whatever is removed: SQLite keeps it for AUTOINCREMENT. */
const attemptsEver = (reader: Reader): number =>
  reader.row<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'attempts'")?.seq ?? 0

/**
 * Every movement that waits, or stands in a question that can be answered with sending it, may have been sent after this
 * copy was made. All under one name, so that they can be
 * answered at once; the engine turns what is unknown without an attempt into the question. Edits stay: they are
 * absolute, and the first reading checks them again (rule 14).
 */
function doubtMovements(writer: Writer, requestID: string, at: number): number {
  const waiting = listWaiting(writer, "kind IN ('stock-delta', 'transfer', 'stock-set')")
  for (const change of waiting) forget(writer, change, requestID, at)
  return waiting.length
}

/** Changes that wait, or stand in a question which sending may answer; but not where a person is asked what happened. */
const listWaiting = (reader: Reader, which: string, ...parameters: number[]): Waiting[] =>
  reader.rows<Waiting>(
    `SELECT id, state FROM changes WHERE ${which} AND (state IN ('ready', 'blocked')
       OR (state IN ('conflict', 'rejected', 'quarantined')
         AND json_extract(question, '$.reason') NOT IN ('lostAnswer', 'restored', 'inferred', 'halfApplied')))
     ORDER BY id`,
    ...parameters,
  )

interface Waiting {
  readonly id: number
  readonly state: 'ready' | 'blocked' | 'conflict' | 'rejected' | 'quarantined' | 'discarded'
}

/** Given up, taken up again and sent, of which only the giving up is left. */
const givenUp = (reader: Reader, id: number): Waiting | undefined =>
  reader.row<Waiting>("SELECT id, state FROM changes WHERE id = ? AND state = 'discarded'", id)

/** Unknown by somebody else's word than an attempt's. */
function forget(writer: Writer, { id, state }: Waiting, requestID: string, at: number): void {
  if (state === 'blocked') moveUnfolded(writer, [id], 'ready', 'engine', { at })
  else if (state !== 'ready') moveChange(writer, id, 'ready', 'review', { at, question: null, assumed: null })
  moveUnfolded(writer, [id], 'inflight', 'engine', { at, requestID })
  moveChange(writer, id, 'unknown', 'engine', { at })
}
