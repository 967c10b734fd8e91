import type { Reader } from './database.ts'
import { unanswered } from './scans.ts'

/** What a review wants to know of a whole tape: who counted what, in any round, and where. Read in pages. */
export interface TapeFacts {
  /** Items that each person counted, whether or not it stands; by name. */
  readonly people: ReadonlyMap<string, ReadonlySet<number>>
  /** Places where each item stands counted, in the order of the counting; items without a named place are not there. */
  readonly places: ReadonlyMap<number, readonly string[]>
}

interface Row {
  readonly seq: number
  readonly item: number
  readonly person: string | null
  readonly place: string | null
  /** 1: counted there, and nothing took it back. */
  readonly stands: 0 | 1
}

const eventsAtOnce = 2_000

/** May be interrupted between any two pages. */
export function* readTapeFacts(reader: Reader, stocktakeID: string): Generator<undefined, TapeFacts> {
  const people = new Map<string, Set<number>>()
  const places = new Map<number, string[]>()
  for (let last = 0; ;) {
    const rows = reader.rows<Row>(
      `SELECT seq, item, person, place, place IS NOT NULL AND kind <> 'zero' AND ${unanswered} AS stands FROM scans
       WHERE stocktake_id = ? AND seq > ? AND item IS NOT NULL AND kind IN ('scan', 'count', 'link', 'zero') ORDER BY seq LIMIT ?`,
      stocktakeID,
      last,
      eventsAtOnce,
    )
    for (const row of rows) note(row, people, places)
    if (rows.length < eventsAtOnce) return { people: new Map([...people].sort(byName)), places }
    last = rows.at(-1)?.seq ?? last
    yield
  }
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)

function note({ item, person, place, stands }: Row, people: Map<string, Set<number>>, places: Map<number, string[]>) {
  if (person !== null) {
    const items = people.get(person)
    if (items) items.add(item)
    else people.set(person, new Set([item]))
  }
  if (place === null || stands === 0) return
  const known = places.get(item)
  if (known === undefined) places.set(item, [place])
  else if (!known.includes(place)) known.push(place)
}
