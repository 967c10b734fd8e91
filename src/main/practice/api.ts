/**
 * What every practice API has in common: the shape of a request and an answer, and what the HTTP side needs of an API.
 * An API is synchronous and knows no clock and no socket: the time comes with each call, so that a simulator can drive
 * the same object in process.
 */

/** A request as it came over the wire. Header names are in lower case; the body is text, empty when there was none. */
export interface WireRequest {
  readonly method: string
  /** With the leading slash and the version, without a query: `/v1/items`. */
  readonly path: string
  /** What stood behind the "?"; left out when there was none. */
  readonly query?: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

/** Rows in pages, so that a large listing can be written piece by piece. `close` gives up the rest. */
export interface PageSource {
  next(): readonly unknown[] | undefined
  close(): void
}

type AnswerBody =
  | { readonly kind: 'pages'; readonly pages: PageSource }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string; readonly type: string }

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: AnswerBody
}

/** What goes wrong inside the server, as opposed to on the way to it. */
export interface Mishap {
  /** The server dies after this many writes of the request (a transfer with separate legs counts two) and answers 500. */
  readonly interruptAfter?: number
  /** The answer lacks this many rows; the effect is whole. */
  readonly rowsMissing?: number
  /** A listing ends after this many rows. */
  readonly rowCap?: number
  /** A listing comes from a replica that lags by this many milliseconds. Needs `keepReplica` beforehand. */
  readonly staleByMs?: number
}

export interface PracticeApi {
  /** The whole server: credentials, limits, parsing, effect. Deterministic for a given state and time. */
  receive(request: WireRequest, nowMs: number, mishap?: Mishap): Answer
  /** A refusal in this API's own form, for faults that answer in its place. */
  refuse(status: number, message: string, nowMs: number, headers?: Readonly<Record<string, string>>): Answer
  /** Moves the server's clock from now on. */
  jumpClock(byMs: number): void
  /** Starts recording what a stale read needs. Reads can be stale only by what happens after this call. */
  keepReplica(): void
  close(): void
}

export const jsonType = 'application/json; charset=utf-8'
export const htmlType = 'text/html; charset=utf-8'

export const noMishap: Mishap = {}

/** Reads an answer to its end. */
export function collectBody(body: AnswerBody): unknown {
  if (body.kind === 'json') return body.value
  if (body.kind === 'text') return body.text
  const rows: unknown[] = []
  for (let page = body.pages.next(); page !== undefined; page = body.pages.next()) {
    for (const row of page) rows.push(row)
  }
  return rows
}

/** Lets go of an answer nobody will read. */
export function discardBody(body: AnswerBody): void {
  if (body.kind === 'pages') body.pages.close()
}
