import type { LogRow } from '../../../shared/contract/sync.ts'

/** What an entry of the log is about, for a sentence in the reader's language. */
export interface LogFacts {
  /** Records by their keys, at most three. */
  readonly keys: readonly string[]
  readonly number: number | null
  readonly of: number | null
  /** The remote's own words, or the names of fields. */
  readonly said: string
}

const shownKeys = 3

export function logFacts({ details }: Pick<LogRow, 'details'>): LogFacts {
  const listed = Array.isArray(details['keys']) ? details['keys'] : [details['key']]
  const keys = listed.filter((key): key is string => typeof key === 'string')
  const counted = ['records', 'changed', 'missing', 'rows'].map((name) => details[name]).find(isNumber)
  const known = details['known']
  const said = [details['text'], details['fields']].find((text): text is string => typeof text === 'string')
  return {
    keys: keys.slice(0, shownKeys),
    number: counted ?? (keys.length > 0 ? keys.length : null),
    of: isNumber(known) ? known : null,
    said: said ?? '',
  }
}

const isNumber = (value: unknown): value is number => typeof value === 'number'
