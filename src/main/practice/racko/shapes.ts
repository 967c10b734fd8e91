/** A mapping the other way round: values put where its routes point, and values taken out of what its templates made. */

export type Json = Readonly<Record<string, unknown>>
type Draft = Record<string, unknown>

/** Puts a value where a route points, making what is missing on the way. An empty route: the value in place of all. */
export function putAt(whole: Draft, route: string, value: unknown): unknown {
  if (route === '') return value
  const names = route.split('.')
  const last = names.pop() ?? route
  let current = whole
  for (const name of names) {
    const next = current[name]
    const made: Draft = typeof next === 'object' && next !== null && !Array.isArray(next) ? (next as Draft) : {} // safe: just seen to be a plain object, made here
    current[name] = made
    current = made
  }
  current[last] = value
  return whole
}

export type Taken = Record<string, string | number | boolean | null>

const sign = /\{([A-Za-z]+)(?::(number|text))?\}/g
const numbers = ['delta', 'figure', 'quantity', 'price']

/** The values in a path that a template made, or null when it made another. */
export function takeFromPath(template: string, path: string): Taken | null {
  const parts = template.split('/')
  const found = path.split('/')
  if (parts.length !== found.length) return null
  const taken: Taken = {}
  for (const [place, part] of parts.entries()) {
    if (!takeText(part, decodeURIComponent(found[place] ?? ''), taken)) return null
  }
  return taken
}

/** Takes the values out of a body, or says what is wrong with it. */
export function takeFrom(template: unknown, body: unknown, taken: Taken, where = 'the body'): string | null {
  if (typeof template === 'string') return takeScalar(template, body, taken, where)
  if (Array.isArray(template)) {
    if (!Array.isArray(body) || body.length !== template.length)
      return `${where} must have ${String(template.length)} elements`
    for (const [place, part] of template.entries()) {
      const wrong = takeFrom(part, body[place], taken, `${where}.${String(place)}`)
      if (wrong !== null) return wrong
    }
    return null
  }
  if (typeof template !== 'object' || template === null)
    return template === body ? null : `${where} must be ${JSON.stringify(template)}`
  return takeMembers(template as Json, body, taken, where) // safe: neither null nor an array
}

function takeMembers(template: Json, body: unknown, taken: Taken, where: string): string | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return `${where} must be an object`
  const strange = Object.keys(body).find((name) => !Object.hasOwn(template, name))
  if (strange !== undefined) return `${where} has an unknown member ${strange}`
  for (const [name, part] of Object.entries(template)) {
    const value: unknown = (body as Json)[name] // safe: seen above to be an object
    if (value === undefined && isOptional(part)) continue
    const wrong = takeFrom(part, value, taken, `${where}.${name}`)
    if (wrong !== null) return wrong
  }
  return null
}

/** What a client may have had nothing to say about. */
const isOptional = (part: unknown): boolean => typeof part === 'string' && /^\{(name|price|newSku)[:}]/.test(part)

function takeScalar(template: string, value: unknown, taken: Taken, where: string): string | null {
  const [, name, type] = /^\{([A-Za-z]+)(?::(number|text))?\}$/.exec(template) ?? []
  if (name === undefined)
    return typeof value === 'string' && takeText(template, value, taken) ? null : `${where} must be like ${template}`
  if (value === null) {
    taken[name] = null
    return null
  }
  const wanted = type ?? (numbers.includes(name) ? 'number' : 'text')
  if (typeof value !== (wanted === 'text' ? 'string' : 'number')) return `${where} must be a ${wanted}`
  // safe: a text or a number, as was just seen
  taken[name] = value as string | number
  return null
}

function takeText(template: string, text: string, taken: Taken): boolean {
  const names = [...template.matchAll(sign)].map(([, name = '']) => name)
  const pattern = template
    .split(sign)
    .filter((_, place) => place % 3 === 0)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('(.*)')
  const found = new RegExp(`^${pattern}$`, 's').exec(text)
  if (found === null) return false
  for (const [place, name] of names.entries()) taken[name] = found[place + 1] ?? ''
  return true
}
