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

export const filterIgnored = (status: number, problem: string): RemoteFailure => ({
  kind: 'uncertain',
  cause: 'filterIgnored',
  status,
  complete: false,
  text: `The answer ${problem}: the filter was not applied`,
})

export const missingKey: RemoteFailure = {
  kind: 'notSent',
  cause: 'credentials',
  text: 'There is no API key for this connection. Enter it in the settings.',
}

/** Found out by looking first: nothing was sent. */
export const notThere = (key: string): RemoteFailure => ({
  kind: 'refused',
  status: 404,
  text: `Hive has no SKU ${key}`,
})

export const alreadyThere = (keys: readonly string[]): RemoteFailure => ({
  kind: 'refused',
  status: 422,
  text: `Hive already has ${keys.slice(0, 5).join(', ')}${keys.length > 5 ? ' …' : ''}`,
})

/** Looking first failed, so the write never left, whatever became of the looking. */
export const notEvenLooked = (failure: RemoteFailure): RemoteFailure =>
  failure.kind === 'uncertain' ? { kind: 'notSent', cause: 'network', text: failure.text } : failure
