/** Failures that only this remote's answers can have. */
import type { RemoteFailure } from '../../core/ports.ts'

/** `complete`: the whole JSON text was received, so that the remote has finished; only with what isn't known. */
export const badBody = (status: number, text: string, complete: boolean): RemoteFailure => ({
  kind: 'uncertain',
  cause: 'badBody',
  status,
  complete,
  text,
})

export const malformedRow = (status: number, index: number, problem: string, complete: boolean): RemoteFailure =>
  badBody(status, `Row ${String(index)} of the answer: ${problem}`, complete)

export const filterIgnored = (status: number, index: number, problem: string): RemoteFailure => ({
  kind: 'uncertain',
  cause: 'filterIgnored',
  status,
  complete: false,
  text: `Row ${String(index)} of the answer ${problem}: the filter was not applied`,
})

export const missingKey: RemoteFailure = {
  kind: 'notSent',
  cause: 'credentials',
  text: 'There is no API key for this connection. Enter it in the settings.',
}
