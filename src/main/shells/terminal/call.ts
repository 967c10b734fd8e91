import type { AppError } from '../../../shared/contract/errors.ts'
import { appError } from '../../../shared/contract/errors.ts'
import type { Result } from '../../../shared/domain/result.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import { startCore } from '../host/core-host.ts'
import { readAll, tellError, type Streams } from './streams.ts'

/** `hakomori call`: one method, one answer. */
export async function runCall(
  { method, params }: { readonly method: string; readonly params: string | null },
  directory: string,
  streams: Streams,
): Promise<number> {
  const input = readInput(params === '-' ? await readAll(streams.stdin) : (params ?? '{}'))
  if (!input.ok) {
    tellError(streams, input.error)
    return 2
  }
  const started = await startCore({ directory, automatic: false })
  if (!started.ok) return tellError(streams, started.error)
  const answer = await started.value.call(method, input.value)
  await started.value.close()
  if (!answer.ok) return tellError(streams, answer.error)
  streams.stdout.write(`${JSON.stringify(answer.value, null, 2)}\n`)
  return 0
}

function readInput(text: string): Result<unknown, AppError> {
  try {
    return ok(JSON.parse(text))
  } catch (error) {
    const where = error instanceof Error ? error.message : String(error)
    return err(appError('invalid', `The input is not JSON: ${where}. Put it in single quotes: '{"search": "screw"}'.`))
  }
}
