import { broken, type ChangeRow, type Observed } from './facts.ts'

/** I7: never two open doubts about one record. */
export function checkExclusive(device: Observed, uid: number, open: readonly ChangeRow[]): void {
  const doubted = open.filter((change) => change.state === 'inflight' || change.state === 'unknown')
  if (new Set(doubted.map((change) => change.request_id)).size > 1)
    broken('I7', device, `record ${String(uid)} has ${String(doubted.length)} open doubts`)
}
