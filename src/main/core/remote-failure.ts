/** What can go wrong between this PC and a remote. */

/**
 * Every way a request can fail, for all remotes (sync.md rule 15). `text` is what the remote said, shortened, for people.
 * - notSent: not a byte reached the remote. `cause` says why, for a sentence.
 * - rateLimited: 429; definitely not carried out.
 * - unauthorized: 401 or 403.
 * - refused: a 4xx with a JSON (or plain text API) body: definite for a single record, uncertain for an array.
 * - tooLarge: 413.
 * - redirected: 3xx, or a page that is not this API (captive portal) to a read.
 * - uncertain: anything else. `complete` says whether a complete answer below 500 was received, so that the remote has finished.
 */
export type RemoteFailure =
  | {
      readonly kind: 'notSent'
      readonly cause: 'network' | 'certificate' | 'proxy' | 'aborted' | 'credentials'
      readonly text: string
      /** What exactly, where it is known. For sentences; decides nothing. */
      readonly trouble?: WayTrouble
    }
  | { readonly kind: 'rateLimited'; readonly retryAfter: number | null; readonly text: string }
  | {
      readonly kind: 'unauthorized'
      readonly status: number
      readonly text: string
      /** The remote's `Date`: tokens fail where clocks differ. */
      readonly serverDate?: number | null
    }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly text: string
      /** How the refusal is worded: an object in `error`, an object, or a plain text. */
      readonly shape?: 'nested' | 'flat' | 'text'
    }
  | { readonly kind: 'tooLarge'; readonly text: string }
  | {
      readonly kind: 'redirected'
      readonly status: number
      readonly text: string
      /** The host that a 3xx leads to. */
      readonly leadsTo?: string
    }
  | {
      readonly kind: 'uncertain'
      readonly cause: 'timeout' | 'reset' | 'serverError' | 'badBody' | 'filterIgnored'
      readonly status: number | null
      readonly complete: boolean
      readonly text: string
    }

/** What stands in the way to a remote: found by the system's own error codes, the certificate and the proxy's answer. */
export type WayTrouble =
  | 'nameNotFound'
  | 'noNameService'
  | 'nobodyListens'
  | 'noRoute'
  | 'tooSlow'
  | 'notEncrypted'
  | 'expired'
  | 'notYetValid'
  | 'unknownIssuer'
  | 'otherHost'
  | 'proxyUnreachable'
  | 'proxySignIn'
  | 'proxyRefused'
