import { z } from 'zod'
import { questionSchema } from './change-payload.ts'
import { getChange, moveChange, type Change } from './changes.ts'
import type { Reader, Writer } from './database.ts'
import { add, subtract } from '../../../shared/domain/quantity.ts'
import { changeStates, isQuestion, type ChangeState } from '../../../shared/domain/change.ts'
import { payloadSchema, baseSeenSchema } from './change-payload.ts'

/**
 * What people answered: which changes an answer touched, as they were before and as it left them, so that it can be taken
 * back as long as nothing of its result has gone anywhere.
 */
const asItWas = z.object({
  id: z.number(),
  state: z.enum(changeStates),
  question: questionSchema.nullable(),
  assumed: z.enum(['applied', 'notApplied']).nullable(),
  payload: payloadSchema,
  baseSeen: baseSeenSchema,
  /** Of a count: what was open of its record that was made before it. */
  waiting: z.array(z.number()).optional(),
})
export type AsItWas = z.infer<typeof asItWas>

const touchedSchema = z.array(z.object({ before: asItWas, state: z.enum(changeStates), stateAt: z.number() }))
type Touched = z.infer<typeof touchedSchema>

export interface KeptDecision {
  readonly id: number
  readonly groupID: string
  readonly at: number
  readonly person: string | null
  readonly touched: Touched
  readonly made: readonly number[]
  readonly takenBack: boolean
}

/** Changes as they are now, to be compared and kept once an answer was carried out. */
export const captureChanges = (
  reader: Reader,
  ids: readonly number[],
  waitingBefore: (change: Change) => number[] | undefined,
): AsItWas[] =>
  ids.flatMap((id) => {
    const change = getChange(reader, id)
    if (!change) return []
    const { state, question, assumed, payload, baseSeen } = change
    return [{ id, state, question, assumed, payload, baseSeen, waiting: waitingBefore(change) }]
  })

export interface NewDecision {
  readonly connection: number
  readonly groupID: string
  readonly at: number
  readonly person: string | null
  readonly before: readonly AsItWas[]
  readonly made: readonly number[]
  readonly answers: ReadonlyMap<number, string>
}

export function addDecision(writer: Writer, decision: NewDecision): number {
  const { connection, groupID, at, person, made, answers } = decision
  const touched = decision.before.flatMap((before) => {
    const now = getChange(writer, before.id)
    const same = now?.state === before.state && !answers.has(before.id)
    return now && !same ? [{ before, state: now.state, stateAt: now.stateAt }] : []
  })
  const { id } = writer.exec(
    'INSERT INTO decisions (connection, group_id, at, person, touched, made) VALUES (?, ?, ?, ?, ?, ?)',
    connection,
    groupID,
    at,
    person,
    JSON.stringify(touched),
    JSON.stringify(made),
  )
  for (const [change, answer] of answers)
    writer.exec('INSERT INTO decided_changes (change_id, decision, answer) VALUES (?, ?, ?)', change, id, answer)
  return id
}

interface Row {
  readonly decision: number
  readonly group_id: string
  readonly at: number
  readonly person: string | null
  readonly touched: string
  readonly made: string
  readonly taken_back: 0 | 1
}

const toDecision = (row: Row): KeptDecision => ({
  id: row.decision,
  groupID: row.group_id,
  at: row.at,
  person: row.person,
  touched: touchedSchema.parse(JSON.parse(row.touched)),
  made: z.array(z.number()).parse(JSON.parse(row.made)),
  takenBack: row.taken_back === 1,
})

export function getDecision(reader: Reader, connection: number, id: number): KeptDecision | undefined {
  const row = reader.row<Row>('SELECT * FROM decisions WHERE connection = ? AND decision = ?', connection, id)
  return row && toDecision(row)
}

/** The newest answer that was not taken back. */
export function lastDecision(reader: Reader, connection: number): KeptDecision | undefined {
  const row = reader.row<Row>(
    'SELECT * FROM decisions WHERE connection = ? AND taken_back = 0 ORDER BY decision DESC LIMIT 1',
    connection,
  )
  return row && toDecision(row)
}

/** The newest answer about one change. */
export function decisionAbout(
  reader: Reader,
  changeID: number,
): (KeptDecision & { readonly answer: string }) | undefined {
  const row = reader.row<Row & { answer: string }>(
    `SELECT decisions.*, answer FROM decided_changes JOIN decisions USING (decision)
     WHERE change_id = ? ORDER BY decision DESC LIMIT 1`,
    changeID,
  )
  return row && { ...toDecision(row), answer: row.answer }
}

/** Whether everything an answer touched or made is still as it left it. */
export function isUntouched(reader: Reader, { touched, made }: KeptDecision): boolean {
  const waits = (state: ChangeState | undefined): boolean => state === 'ready' || state === 'blocked'
  return (
    touched.every(({ before, state, stateAt }) => {
      const now = getChange(reader, before.id)
      // What waits may have been held back and let go meanwhile; what ended must be where it ended.
      return waits(state) ? waits(now?.state) : now?.state === state && now.stateAt === stateAt
    }) &&
    made.every((id) => {
      const state = getChange(reader, id)?.state
      return waits(state) || (state !== undefined && isQuestion(state))
    })
  )
}

/** Puts everything back as it was before the answer, and answers what that was. The caller has made sure that nothing has left. */
export function restoreDecision(writer: Writer, decision: KeptDecision, at: number): AsItWas[] {
  for (const id of decision.made) moveChange(writer, id, 'discarded', 'person', { at, question: null, assumed: null })
  const moved = decision.touched.map(({ before }) => before).filter(({ id, state }) => stateOf(writer, id) !== state)
  for (const { id, state, question, assumed, payload, baseSeen } of moved) {
    const quantity = withCarried(getChange(writer, id), payload.carried)
    moveChange(writer, id, state, 'review', {
      at,
      question,
      assumed,
      payload,
      baseSeen,
      supersededBy: null,
      ...quantity,
    })
  }
  const ids = JSON.stringify(decision.touched.map(({ before }) => before.id))
  // What the answer had let go waits again for what is a question again.
  const freed = writer.rows<{ id: number }>(
    `SELECT DISTINCT c.id FROM changes AS c, json_each(c.depends_on) AS need
     WHERE c.state = 'ready' AND c.connection = (SELECT connection FROM decisions WHERE decision = ?)
       AND need.value IN (SELECT value FROM json_each(?))`,
    decision.id,
    ids,
  )
  for (const { id } of freed) moveChange(writer, id, 'blocked', 'review', { at })
  writer.exec('UPDATE decisions SET taken_back = 1 WHERE decision = ?', decision.id)
  return moved
}

const stateOf = (reader: Reader, id: number): ChangeState | undefined => getChange(reader, id)?.state

/** A count as it was entered, with so much of what was moved after it. */
const withCarried = (count: Change | undefined, carried = 0): { quantity?: number } =>
  count?.quantity == null ? {} : { quantity: add(subtract(count.quantity, count.payload.carried ?? 0), carried) }
