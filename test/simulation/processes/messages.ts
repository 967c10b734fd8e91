import type { AppError } from '../../../src/shared/contract/errors.ts'
import type { MethodName } from '../../../src/shared/contract/contract.ts'

/** What a core process is started with, as JSON. */
export interface Start {
  readonly directory: string
  readonly apiKey: string
  /** Where it ends itself; null: nowhere. */
  readonly point: string | null
  /** The so-manieth time. */
  readonly times: number
}

export interface Command {
  readonly id: number
  readonly method: MethodName
  readonly input: unknown
}

/** The first has id 0 and says that the core is open, or why it is not. */
export interface Reply {
  readonly id: number
  readonly value?: unknown
  readonly error?: AppError
}
