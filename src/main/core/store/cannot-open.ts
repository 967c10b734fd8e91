import { join } from 'node:path'
import type { StorageProblem } from '../../../shared/contract/data.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'

/** An error that screens can make a page of: what, where, and what to do. */
export const cannotOpen = (
  directory: string,
  problem: StorageProblem,
  text: string,
  details: Readonly<Record<string, unknown>> = {},
): AppError =>
  appError('storage', `${join(directory, 'hakomori.db')} can’t be used. ${text}`, { problem, directory, ...details })
