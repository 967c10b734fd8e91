import type { SendJournal } from '../ports.ts'
import { attemptsOf } from './attempts.ts'
import { getChange, moveChange } from './changes.ts'
import { db, type Writer } from './database.ts'

/**
 * Puts right what a crash left behind, before the network is touched (sync.md rule 9): whatever was in flight is
 * unknown, and so is whatever the journal says was about to be sent while the database has forgotten it.
 */
export function afterCrash(writer: Writer, journal: SendJournal, at: number): void {
  for (const { id } of writer.all(db.selectFrom('changes').select('id').where('state', '=', 'inflight'))) {
    moveChange(writer, id, 'unknown', 'engine', { at })
  }
  for (const entry of journal.entries()) {
    if (attemptsOf(writer, entry.requestID).length > 0) continue
    for (const id of entry.changeIDs) {
      const change = getChange(writer, id)
      if (change?.state !== 'ready') continue
      moveChange(writer, id, 'inflight', 'engine', { at, requestID: entry.requestID })
      moveChange(writer, id, 'unknown', 'engine', { at })
    }
  }
}
