import { z } from 'zod'
import { db, type Reader, type Writer } from './database.ts'
import type { Tables } from './tables.ts'
import type { Selectable } from 'kysely'

/**
 * Attempts: one row per record per request (sync.md rule 4), written before the first byte may leave. Evidence is only
 * ever added, because the judge must be able to show what it decided by.
 */
export const preImageSchema = z.object({
  key: z.string().nullable(),
  serverID: z.string().nullable(),
  updatedAt: z.number().nullable(),
  /** The remote's time of the read that said so. */
  serverDate: z.number().nullable(),
  /** Base figures by the warehouse's uid. */
  cells: z.array(z.tuple([z.number(), z.number().nullable()])),
  fields: z.record(z.string(), z.unknown()),
})
export type PreImage = z.infer<typeof preImageSchema>

export const evidenceSchema = z.object({
  /** Local time, for people. */
  at: z.number(),
  serverDate: z.number().nullable(),
  /** False: the row was not there. */
  found: z.boolean(),
  key: z.string().nullable(),
  serverID: z.string().nullable(),
  updatedAt: z.number().nullable(),
  cells: z.array(z.tuple([z.number(), z.number().nullable()])),
  fields: z.record(z.string(), z.unknown()),
})
export type Evidence = z.infer<typeof evidenceSchema>

/** What was sent for one record, in this PC's terms. `delta` per cell is what an execution would have added. */
export const sentRowSchema = z.object({
  deltas: z.array(z.tuple([z.number(), z.number()])),
  figures: z.array(z.tuple([z.number(), z.number()])),
  fields: z.record(z.string(), z.unknown()),
  newKey: z.string().nullable(),
})
export type SentRow = z.infer<typeof sentRowSchema>

export const attemptOutcomes = [
  'acknowledged',
  'notSent',
  'rateLimited',
  'unauthorized',
  'refused',
  'tooLarge',
  'redirected',
  'uncertain',
] as const
export type AttemptOutcome = (typeof attemptOutcomes)[number]

export interface Attempt {
  readonly id: number
  readonly connection: number
  readonly requestID: string
  readonly endpoint: string
  readonly uid: number
  readonly changeIDs: readonly number[]
  readonly bodyHash: string
  readonly row: SentRow
  readonly preImage: PreImage
  readonly sentAt: number
  readonly serverSentAt: number | null
  readonly outcome: AttemptOutcome | null
  readonly details: unknown
  readonly finishedAt: number | null
  readonly evidence: readonly Evidence[]
}

export type NewAttempt = Omit<Attempt, 'id' | 'outcome' | 'details' | 'finishedAt' | 'evidence'>

export function addAttempt(writer: Writer, attempt: NewAttempt): number {
  return writer.exec(
    `INSERT INTO attempts (connection, request_id, endpoint, uid, change_ids, body_hash, row, pre_image, sent_at, server_sent_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    attempt.connection,
    attempt.requestID,
    attempt.endpoint,
    attempt.uid,
    JSON.stringify(attempt.changeIDs),
    attempt.bodyHash,
    JSON.stringify(attempt.row),
    JSON.stringify(attempt.preImage),
    attempt.sentAt,
    attempt.serverSentAt,
  ).id
}

/** Notes what became of every attempt of one request. */
export function finishAttempts(
  writer: Writer,
  requestID: string,
  outcome: AttemptOutcome,
  details: unknown,
  at: number,
): void {
  writer.run(
    db
      .updateTable('attempts')
      .set({ outcome, outcome_details: JSON.stringify(details ?? null), finished_at: at })
      .where('request_id', '=', requestID),
  )
}

/** Adds one read to an attempt's evidence. */
export function addEvidence(writer: Writer, attempt: number, evidence: Evidence): void {
  writer.exec(
    `UPDATE attempts SET evidence = json_insert(evidence, '$[#]', json(?)) WHERE id = ?`,
    JSON.stringify(evidence),
    attempt,
  )
}

export function attemptsOf(reader: Reader, requestID: string): Attempt[] {
  return reader
    .all(db.selectFrom('attempts').selectAll().where('request_id', '=', requestID).orderBy('id'))
    .map(toAttempt)
}

/** The attempt that last carried a change, if it was ever sent. */
export function lastAttempt(reader: Reader, requestID: string | null, uid: number): Attempt | undefined {
  if (requestID === null) return undefined
  return attemptsOf(reader, requestID).find((attempt) => attempt.uid === uid)
}

function toAttempt(row: Selectable<Tables['attempts']>): Attempt {
  return {
    id: row.id,
    connection: row.connection,
    requestID: row.request_id,
    endpoint: row.endpoint,
    uid: row.uid,
    changeIDs: z.array(z.number()).parse(JSON.parse(row.change_ids)),
    bodyHash: row.body_hash,
    row: sentRowSchema.parse(JSON.parse(row.row)),
    preImage: preImageSchema.parse(JSON.parse(row.pre_image)),
    sentAt: row.sent_at,
    serverSentAt: row.server_sent_at,
    outcome: row.outcome === null ? null : z.enum(attemptOutcomes).parse(row.outcome),
    details: row.outcome_details === null ? null : JSON.parse(row.outcome_details),
    finishedAt: row.finished_at,
    evidence: z.array(evidenceSchema).parse(JSON.parse(row.evidence)),
  }
}
