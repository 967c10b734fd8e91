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
  /** Counts of the item that waited when it was sent, and the figures that they were decided by. */
  counts: z.array(z.tuple([z.number(), z.number()])).optional(),
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

/** What the judge found about one sent record whose answer was lost, and what it rests on. */
export const verdicts = ['applied', 'resend', 'rejected', 'asked', 'conflict'] as const
export const verdictReasons = [
  'certificate',
  'token',
  'joint',
  'refusedTogether',
  'sole',
  'goal',
  'refused',
  'unproven',
  'lateLanding',
  'revoked',
  'person',
] as const

export interface KeptVerdict {
  readonly verdict: (typeof verdicts)[number]
  readonly because: (typeof verdictReasons)[number]
  /** The figures it rests on. */
  readonly facts: Readonly<Record<string, number | null>>
  /** Local time. */
  readonly at: number
  /** The remote's time, which alone says how long ago it was. */
  readonly serverDate: number | null
}

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
  readonly verdict: KeptVerdict | null
}

export type NewAttempt = Omit<Attempt, 'id' | 'outcome' | 'details' | 'finishedAt' | 'evidence' | 'verdict'>

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

/** Notes a verdict beside the evidence; a later one (a person's, a revocation) takes its place. */
export function keepVerdict(writer: Writer, attempt: number, verdict: KeptVerdict): void {
  writer.exec(
    'UPDATE attempts SET verdict = ?, because = ?, verdict_facts = ?, verdict_at = ?, verdict_date = ? WHERE id = ?',
    verdict.verdict,
    verdict.because,
    JSON.stringify(verdict.facts),
    verdict.at,
    verdict.serverDate,
    attempt,
  )
}

/** Attempts of one record that were sent again, whoever decided so, newest first. Asked of every row that a pull brings. */
export const resentAttempts = (reader: Reader, uid: number): Attempt[] =>
  reader
    .rows<Selectable<Tables['attempts']>>(
      "SELECT * FROM attempts INDEXED BY attempts_resent WHERE uid = ? AND verdict = 'resend'",
      uid,
    )
    .map(toAttempt)
    .sort((a, b) => b.id - a.id)

/** Attempts judged by the word that nobody else writes there. */
export const inferredAttempts = (reader: Reader, connection: number): Attempt[] =>
  reader
    .rows<Selectable<Tables['attempts']>>(
      "SELECT * FROM attempts INDEXED BY attempts_inferred WHERE connection = ? AND because = 'sole' ORDER BY id",
      connection,
    )
    .map(toAttempt)

/** Every attempt that carried a change, oldest first. */
export const attemptsWith = (reader: Reader, uid: number, changeID: number): Attempt[] =>
  reader
    .rows<Selectable<Tables['attempts']>>(
      `SELECT * FROM attempts INDEXED BY attempts_by_uid WHERE uid = ?
         AND EXISTS (SELECT 1 FROM json_each(change_ids) WHERE value = ?) ORDER BY id`,
      uid,
      changeID,
    )
    .map(toAttempt)

/** Attempts looked at in one pruning. */
const prunedAtOnce = 1000

/** Forgets the oldest attempts from before this time of the remote, but none that an open change rests on (rule 4). */
export function pruneAttempts(writer: Writer, connection: number, before: number): void {
  writer.exec(
    `DELETE FROM attempts WHERE id IN (
       SELECT id FROM (SELECT id, server_sent_at, change_ids FROM attempts WHERE connection = ? ORDER BY id LIMIT ?) AS old
       WHERE old.server_sent_at < ? AND NOT EXISTS (
         SELECT 1 FROM json_each(old.change_ids) AS own JOIN changes ON changes.id = own.value
         WHERE changes.state NOT IN ('applied', 'superseded', 'discarded')))`,
    connection,
    prunedAtOnce,
    before,
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
    verdict: verdictOfRow(row),
  }
}

function verdictOfRow(row: Selectable<Tables['attempts']>): KeptVerdict | null {
  if (row.verdict === null) return null
  return {
    verdict: z.enum(verdicts).parse(row.verdict),
    because: z.enum(verdictReasons).parse(row.because),
    facts: z.record(z.string(), z.number().nullable()).parse(JSON.parse(row.verdict_facts ?? '{}')),
    at: row.verdict_at ?? 0,
    serverDate: row.verdict_date,
  }
}
