import { broken, type Observed } from './facts.ts'

interface Before {
  readonly id: number
  readonly question: string | null
  readonly answer: string | null
}

/** I10: what a create makes anew because of an answer was known by whoever answered to be gone. */
export function checkNoResurrection(device: Observed, changeIDs: readonly number[]): void {
  const creates = device.rows<{ id: number }>(
    "SELECT id FROM changes WHERE kind = 'create' AND id IN (SELECT value FROM json_each(?))",
    JSON.stringify(changeIDs),
  )
  for (const { id } of creates) {
    const answered = device.rows<Before>(
      `SELECT change.id, json_extract(one.value, '$.before.question.reason') AS question, own.answer
       FROM decisions JOIN json_each(decisions.touched) AS one
         JOIN changes AS change ON change.id = json_extract(one.value, '$.before.id')
         LEFT JOIN decided_changes AS own ON own.decision = decisions.decision AND own.change_id = change.id
       WHERE EXISTS (SELECT 1 FROM json_each(decisions.made) AS made WHERE made.value = ?)`,
      id,
    )
    if (answered.length === 0) continue
    // The question may be of a change that needs the record: of goods in a warehouse that has gone.
    const told = answered.some(({ question, answer }) => question === 'deletedRemotely' && answer === 'mine')
    if (!told) {
      const reasons = answered.map(({ question, answer }) => [question, answer])
      broken('I10', device, `change ${String(id)} makes a record anew after ${JSON.stringify(reasons)}`)
    }
  }
}
