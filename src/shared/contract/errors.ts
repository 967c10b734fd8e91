import { z } from 'zod'

/**
 * The error form of the contract: the same four members over every transport. `message` is a sentence for a person in
 * English; screens translate by `kind` and `details`, and nobody ever matches on `message`.
 */
export const errorKinds = [
  /** The input did not fit its schema or a rule; `details.issues` names the places. */
  'invalid',
  /** What was named does not exist. */
  'notFound',
  /** The key, code or request is already taken by something else; `details` shows by what. */
  'exists',
  /** What was asked does not fit the present state (a posted stocktake, a change that was already sent). */
  'notAllowed',
  /** The remote of this connection cannot do this; `details.capability` names it. */
  'unsupported',
  /** The remote was not reached. */
  'offline',
  /** Sending is paused by a person. */
  'paused',
  /** The remote refused the credentials. */
  'unauthorized',
  /** The remote answered with an error, asked to wait, or with something that is not this API. */
  'remote',
  /** The data folder is used by another running Hakomori. */
  'locked',
  /** A file is damaged, a disk is full or read-only. */
  'storage',
  /** No such method. */
  'unknownMethod',
  /** A defect of ours. */
  'internal',
] as const

export type ErrorKind = (typeof errorKinds)[number]

export const appErrorSchema = z.object({
  kind: z.enum(errorKinds),
  message: z.string(),
  retryable: z.boolean(),
  details: z.record(z.string(), z.unknown()).optional(),
})

export type AppError = z.infer<typeof appErrorSchema>

const retryableKinds: readonly ErrorKind[] = ['offline', 'remote', 'locked']

export function appError(kind: ErrorKind, message: string, details?: Record<string, unknown>): AppError {
  const base = { kind, message, retryable: retryableKinds.includes(kind) }
  return details === undefined ? base : { ...base, details }
}
