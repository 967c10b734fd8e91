import type { RemoteFailure } from '../ports.ts'

/** The whole listing came although less was asked for: a proxy dropped the filter, or the remote does not know it. */
export const isFilterIgnored = (failure: RemoteFailure): boolean =>
  failure.kind === 'uncertain' && failure.cause === 'filterIgnored'

/** "Not found", from whoever answered. */
export const isNotThere = (failure: RemoteFailure): boolean => failure.kind === 'refused' && failure.status === 404
