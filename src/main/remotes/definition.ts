import type { Credentials, Remote, RemoteDescription } from '../core/ports.ts'
import type { Result } from '../../shared/domain/result.ts'
import type { TransportOptions } from './http/transport.ts'

/** A kind of remote: what can be said of it without a network, and how to open one. */
export interface RemoteDefinition extends RemoteDescription {
  /** Fails with a sentence when a setting does not fit. Without credentials it opens, and every request says what is missing. */
  readonly open: (choice: RemoteChoice, options: TransportOptions) => Result<Remote, string>
}

export interface RemoteChoice {
  /** Ends with a slash. */
  readonly baseUrl: URL
  readonly credentials: Credentials
  /** Every setting that the description names. */
  readonly settings: Readonly<Record<string, string>>
}
