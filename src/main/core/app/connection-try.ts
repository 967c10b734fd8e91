import type { Output, ParsedInput } from '../../../shared/contract/contract.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { Connection } from '../store/connections.ts'
import { noteRequest, settingsOf } from './connection-test.ts'
import type { AppContext } from './handlers.ts'

/** Reads one page of each listing that a connection's mapping names. Writes nothing; a part that failed is an answer. */
export async function tryConnection(
  context: AppContext,
  input: ParsedInput<'connections.try'>,
  saved: Connection | null,
): Promise<Result<Output<'connections.try'>, AppError>> {
  const settings = await settingsOf(context, input, saved)
  if (!settings.ok) return settings
  const remote = context.ports.openRemote(settings.value)
  if (!remote.ok)
    return err(appError('invalid', `${remote.error}.`, { issues: [{ path: 'settings', message: remote.error }] }))
  const note = (): Promise<void> => {
    if (saved !== null) noteRequest(context, saved.id)
    return Promise.resolve()
  }
  await note()
  const tried = await remote.value.tryOut?.(new AbortController().signal, note)
  await remote.value.close()
  if (tried === undefined)
    return err(appError('notAllowed', 'This kind of remote is read as its documents say: there is nothing to try.'))
  if (!tried.ok) return ok({ parts: [], problem: tried.error.text })
  return ok({
    problem: null,
    parts: tried.value.map((part) => ({
      ...part,
      rows: part.rows.map((row) => row.map((field) => ({ ...field }))),
      missing: [...part.missing],
    })),
  })
}
