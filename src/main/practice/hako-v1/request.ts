/** A request whose body has been parsed; undefined when there was none. */
export interface HakoRequest {
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

/** An answer read to its end. */
export interface PlainAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}
