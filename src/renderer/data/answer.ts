import { contract, type Input, type MethodName, type Output } from '../../shared/contract/contract.ts'
import { appError, appErrorSchema, type AppError } from '../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../shared/domain/result.ts'

/** What every transport does on this side: completes a call's input and reads its answer by the contract. */

/** A command carries an id of our own, so that repeating it after a lost answer is safe. */
export function completeInput<M extends MethodName>(method: M, input: Input<M>): unknown {
  return contract[method].kind === 'command' ? { requestID: crypto.randomUUID(), ...input } : input
}

export function readValue<M extends MethodName>(method: M, value: unknown): Result<Output<M>, AppError> {
  const parsed = contract[method].output.safeParse(value)
  if (parsed.success) return ok(parsed.data as Output<M>) // safe: this very method's schema has just parsed it
  const issues = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  return err(appError('internal', `The answer to ${method} does not have the agreed form.`, { method, issues }))
}

export function readError(value: unknown): AppError {
  const parsed = appErrorSchema.safeParse(value)
  return parsed.success ? withoutUndefined(parsed.data) : appError('internal', 'The call failed without saying why.')
}

/** zod types an optional member as possibly undefined; here an absent member stays absent. */
function withoutUndefined(error: AppError): AppError {
  const { details, ...rest } = error
  return details === undefined ? rest : { ...rest, details }
}
