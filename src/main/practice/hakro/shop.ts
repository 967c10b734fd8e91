/** The two questions that the introduction shows in full enough to be answered. */
import type { Answer, Mishap, WireRequest } from '../api.ts'
import { showItem, type ShopItem } from './catalogue.ts'
import { invalid, problemAnswer } from './problem.ts'
import type { HakroSwitches } from './switches.ts'

export type Shelf = Map<string, ShopItem>

const mostElements = 250

export function answerItems(shelf: Shelf, request: WireRequest, switches: HakroSwitches, mishap: Mishap): Answer {
  const { method, query = '', body } = request
  if (method !== switches.filterMethod)
    return problemAnswer({ status: 405, title: `${request.path} knows no ${method}` }, { allow: switches.filterMethod })
  const parameters = new URLSearchParams(query)
  const count = wholeNumber(parameters.get('count'), switches.usualCount)
  const skip = wholeNumber(parameters.get('skip'), 0)
  if (count === null || count < 1 || count > mostElements)
    return problemAnswer(invalid('count', `Must be from 1 to ${String(mostElements)}.`))
  if (skip === null) return problemAnswer(invalid('skip', 'Must be zero or more.'))
  const wrong = wrongFilter(body, switches)
  if (wrong !== null) return problemAnswer(invalid('Filter', wrong))
  const rows = [...shelf.values()].slice(skip, skip + count).map(showItem)
  const elements = rows.slice(mishap.rowsMissing ?? 0, mishap.rowCap ?? undefined)
  return json({ TotalCount: shelf.size, Elements: elements })
}

/** A filter's attributes must not be empty, nor hold more than 250 values. Which there are for items is not said. */
function wrongFilter(body: string, { filterBody }: HakroSwitches): string | null {
  const parsed = body.trim() === '' ? {} : parse(body)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'The body must be an object.'
  // safe: an object out of JSON.parse has string keys and nothing else
  const { Filter: filter } = parsed as Readonly<Record<string, unknown>>
  if (filter === undefined) return filterBody === 'filter' ? 'Must be given.' : null
  if (typeof filter !== 'object' || filter === null) return 'Must be an object.'
  for (const values of Object.values(filter)) {
    if (!Array.isArray(values) || values.length === 0 || values.length > mostElements)
      return 'Must not be null or empty.'
    if (values.some((value) => typeof value !== 'string' || value === '')) return 'Must have no empty entries.'
  }
  return null
}

export function answerStock(shelf: Shelf, request: WireRequest, switches: HakroSwitches): Answer {
  if (request.method !== 'POST')
    return problemAnswer({ status: 405, title: 'Only POST is known here' }, { allow: 'POST' })
  const parsed = parse(request.body)
  const codes =
    typeof parsed === 'object' && parsed !== null && 'ItemCodes' in parsed && Array.isArray(parsed.ItemCodes)
      ? parsed.ItemCodes.filter((code) => typeof code === 'string')
      : null
  if (codes === null || codes.length === 0) return problemAnswer(invalid('ItemCodes', 'Must not be empty.'))
  if (codes.length > switches.mostCodes) return problemAnswer(invalid('ItemCodes', 'Too many at once.'))
  const unknown = codes.filter((code) => !shelf.has(code))
  if (unknown.length > 0 && switches.unknownStock === 'refused')
    return problemAnswer(invalid('ItemCodes', `Unknown: ${unknown.join(', ')}.`))
  const known = codes.filter((code) => shelf.has(code) || switches.unknownStock === 'zero')
  // Not in the order asked, as in the sample.
  return json(known.toReversed().map((code) => ({ Key: code, Value: shelf.get(code)?.stock ?? 0 })))
}

const json = (value: unknown): Answer => ({ status: 200, headers: {}, body: { kind: 'json', value } })

function wholeNumber(text: string | null, usual: number): number | null {
  if (text === null) return usual
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
