import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { isReserved, reservedPrefix } from '../../../shared/domain/reserved-codes.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'

/** Goods can't have a code that is a command, a place or a badge: a scan of it would do something else. */
export function checkNotReserved(code: string | undefined): Result<void, AppError> {
  if (code === undefined || !isReserved(code)) return ok(undefined)
  return err(
    appError(
      'notAllowed',
      `Codes that begin with ${reservedPrefix} are commands, places and badges. Choose another code for goods.`,
      { code, prefix: reservedPrefix },
    ),
  )
}
