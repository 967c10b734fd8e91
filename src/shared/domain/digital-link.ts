import { valueProblem, type Gs1Element, type Gs1ValueProblem } from './gs1.ts'
import { canonicalGtin } from './gtin.ts'
import { err, ok, type Result } from './result.ts'

/**
 * GS1 Digital Link URIs, uncompressed: `https://any.host/any/stem/01/GTIN/10/LOT/21/SERIAL?17=YYMMDD`. Qualifiers follow
 * the GTIN in the order of the standard, further elements stand in the query; other words of the query are the host's own.
 */
export type LinkRefusal =
  | { readonly kind: 'notALink' }
  /** A web address, but none that names an item; a compressed link is one of these. */
  | { readonly kind: 'noGtin' }
  | { readonly kind: 'wrongOrder'; readonly ai: string }
  | { readonly kind: 'wrongValue'; readonly ai: string; readonly problem: Gs1ValueProblem | 'wrongEncoding' }

export function readDigitalLink(text: string): Result<readonly Gs1Element[], LinkRefusal> {
  const [, path, query = ''] = /^https?:\/\/[^/?#\s]+(\/[^?#\s]*)(?:\?([^#\s]*))?(?:#\S*)?$/i.exec(text) ?? []
  if (path === undefined) return err({ kind: 'notALink' })
  const steps = path.split('/').slice(1)
  if (steps.at(-1) === '') steps.pop()
  const start = gtinPlace(steps)
  if (start === null) return err({ kind: 'noGtin' })
  return readPairs([...inPairs(steps.slice(start)), ...queryPairs(query)], steps.slice(start).length / 2)
}

type Pair = readonly [ai: string, value: string]

const keys: readonly string[] = ['01', 'gtin']
/** Names of the standard's first edition. */
const names: ReadonlyMap<string, string> = new Map([
  ['gtin', '01'],
  ['cpv', '22'],
  ['lot', '10'],
  ['ser', '21'],
])
const qualifiers: readonly (readonly string[])[] = [['22', '10', '21'], ['235']]

/** A GTIN may come without its leading zeros. The last place from which the path is pairs that begin with a GTIN: the stem before it may be anything. */
function gtinPlace(steps: readonly string[]): number | null {
  for (let place = steps.length - 2; place >= 0; place -= 2) {
    if (keys.includes(steps[place] ?? '') && canonicalGtin(steps[place + 1] ?? '') !== null) return place
  }
  return null
}

const inPairs = (steps: readonly string[]): Pair[] =>
  steps.flatMap((step, index): Pair[] => (index % 2 === 0 ? [[names.get(step) ?? step, steps[index + 1] ?? '']] : []))

const queryPairs = (query: string): Pair[] =>
  query.split(/[&;]/).flatMap((pair): Pair[] => {
    const [name = '', ...value] = pair.split('=')
    return /^\d{2,4}$/.test(name) ? [[name, value.join('=')]] : []
  })

function readPairs(pairs: readonly Pair[], inPath: number): Result<readonly Gs1Element[], LinkRefusal> {
  const elements: Gs1Element[] = []
  const order = pairs.slice(1, inPath).map(([ai]) => ai)
  if (!qualifiers.some((allowed) => isInOrder(order, allowed))) return err({ kind: 'wrongOrder', ai: order[0] ?? '' })
  for (const [ai, raw] of pairs) {
    const decoded = decode(raw)
    if (decoded === null) return err({ kind: 'wrongValue', ai, problem: 'wrongEncoding' })
    const value = ai === '01' ? (canonicalGtin(decoded) ?? decoded) : decoded
    const problem = valueProblem(ai, value)
    // A number in the query that is no identifier is the host's own word, like any other.
    if (problem === 'unknownIdentifier') continue
    if (problem !== null) return err({ kind: 'wrongValue', ai, problem })
    elements.push({ ai, value })
  }
  return ok(elements)
}

function isInOrder(order: readonly string[], allowed: readonly string[]): boolean {
  const placesOf = order.map((ai) => allowed.indexOf(ai))
  return placesOf.every((place, index) => place > (placesOf[index - 1] ?? -1))
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
