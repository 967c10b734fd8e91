import { isQuestion, isTerminal } from '../../../src/shared/domain/change.ts'
import { subtract } from '../../../src/shared/domain/quantity.ts'
import { broken, type ChangeRow, type Observed } from './facts.ts'

/** I3: no change disappears, none becomes another one, and what is over stays over. */
export function checkClosure(device: Observed, was: ChangeRow | undefined, is: ChangeRow | undefined): void {
  if (is === undefined) {
    if (was !== undefined) broken('I3', device, `change ${String(was.id)} disappeared`)
    return
  }
  if (isQuestion(is.state) && is.question === null)
    broken('I3', device, `change ${String(is.id)} is ${is.state} without a question`)
  if (was === undefined) return
  const same = is.uid === was.uid && is.kind === was.kind && meant(is) === meant(was) && is.warehouse === was.warehouse
  if (!same) broken('I3', device, `change ${String(is.id)} is another one now`)
  if (isTerminal(was.state) && is.state !== was.state && !isReopened(device, is))
    broken('I3', device, `change ${String(is.id)} went from ${was.state} to ${is.state}`)
}

/** A count that waited includes the own movements that were confirmed after it, and says how much of it they are (rule 14). */
function meant({ kind, quantity, payload }: ChangeRow): number | null {
  const { carried = 0 } = JSON.parse(payload) as { carried?: number } // safe: the store wrote it
  return kind === 'stock-set' && quantity !== null ? subtract(quantity, carried) : quantity
}

/** A person took the answer back before its result had left, or the word it was inferred from turned out wrong. */
const isReopened = (device: Observed, { id, question }: ChangeRow): boolean =>
  question?.includes('"reason":"inferred"') === true ||
  device.rows(
    `SELECT 1 FROM decisions, json_each(touched) AS one WHERE taken_back = 1 AND json_extract(one.value, '$.before.id') = ?`,
    id,
  ).length > 0
