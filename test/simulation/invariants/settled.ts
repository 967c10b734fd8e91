import type { Decisions } from './no-blind-resend.ts'
import { broken, type Observed } from './facts.ts'

interface Doubted {
  readonly id: number
  readonly request: string
  readonly changes: string
  readonly details: string | null
}

/** When requests left, in virtual time, and when each was answered whole, whatever the answer said. */
export class Departures {
  readonly #at = new Map<string, number>()

  /**
   * SETTLE (sync.md §2): what goes again without a person's word waits until the first try can't land any more: a whole
   * answer has come, or the settle time is over.
   */
  check(
    device: Observed,
    decided: Decisions,
    leaving: { readonly requestID: string; readonly rows: readonly { readonly changeIDs: readonly number[] }[] },
    now: number,
  ): void {
    for (const { changeIDs } of leaving.rows) {
      const doubted = device.rows<Doubted>(
        `SELECT id, request_id AS request, change_ids AS changes, outcome_details AS details FROM attempts
         WHERE request_id <> ? AND (outcome IS NULL OR outcome = 'uncertain') AND EXISTS (
           SELECT 1 FROM json_each(change_ids) AS own WHERE own.value IN (SELECT value FROM json_each(?)))`,
        leaving.requestID,
        JSON.stringify(changeIDs),
      )
      for (const { id, request, changes, details } of doubted) {
        const own = JSON.parse(changes) as number[] // safe: the store wrote it
        const again = changeIDs.filter((change) => own.includes(change))
        const at = this.#at.get(`${device.name} ${request}`)
        const settled = details?.includes('"complete":true') === true || at === undefined || now - at >= settleMs
        if (!settled && !again.every((change) => (decided.get(change) ?? 0) >= id))
          broken('I6', device, `changes ${again.join(', ')} go again ${String(now - at)} ms after ${request} left`)
      }
    }
    this.#at.set(`${device.name} ${leaving.requestID}`, now)
  }
}

/** Of a connection that says nothing else. */
const settleMs = 120_000
