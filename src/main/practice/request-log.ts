import type { Fault } from './faults.ts'

/** One request that reached the listener, whether or not it reached the server behind it. */
export interface RequestRecord {
  readonly at: number
  readonly method: string
  readonly path: string
  /** Elements of the array sent; null where the body was no array (a GET's filter, or nothing). */
  readonly rows: number | null
  readonly body: unknown
  /** How often the server processed it: 0 when lost on the way, 2 when delivered twice. */
  readonly landed: number
  /** Null while unanswered, and for ever when the answer was lost. */
  readonly status: number | null
  readonly fault: Fault['kind'] | null
}

type OpenRecord = { -readonly [K in keyof RequestRecord]: RequestRecord[K] }

export interface RequestLog {
  open(entry: Pick<RequestRecord, 'at' | 'method' | 'path' | 'fault'> & { readonly text: string }): OpenRecord
  records(): readonly RequestRecord[]
  clear(): void
}

/** Older ones are dropped, so that a server left running does not grow. */
const kept = 4_000

export function createRequestLog(): RequestLog {
  let records: OpenRecord[] = []
  return {
    open({ at, method, path, fault, text }) {
      const body = parseOrKeep(text)
      const record: OpenRecord = { at, method, path, fault, body, rows: countRows(body), landed: 0, status: null }
      records.push(record)
      if (records.length > kept) records = records.slice(-kept / 2)
      return record
    },
    records: () => records.map((record) => ({ ...record })),
    clear() {
      records = []
    },
  }
}

const countRows = (body: unknown): number | null => (Array.isArray(body) ? body.length : null)

function parseOrKeep(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
