import type { AppError, ErrorKind } from '../../shared/contract/errors.ts'

/** An AppError that can be thrown: react-query knows failures as exceptions. Elsewhere in the renderer failures are values. */
export class CallError extends Error implements AppError {
  readonly kind: ErrorKind
  readonly retryable: boolean
  readonly details?: Record<string, unknown>

  constructor(error: AppError) {
    super(error.message)
    this.name = 'CallError'
    this.kind = error.kind
    this.retryable = error.retryable
    if (error.details !== undefined) this.details = error.details
  }
}
