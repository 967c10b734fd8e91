/** Finds values in an answer by the mapping's routes: names, or places in an array, with dots between them. */
import type { Field } from '../../../shared/domain/mapping/schema.ts'

/** `undefined` where nothing is. An empty route is the value itself. */
export function lookUp(value: unknown, route: string): unknown {
  if (route === '') return value
  let current = value
  for (const name of route.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) return undefined
    current = (current as Readonly<Record<string, unknown>>)[name] // safe: an object out of JSON.parse; `hasOwn` found the name
  }
  return current
}

export const routesOf = (field: Field | undefined): readonly string[] =>
  field === undefined ? [] : typeof field === 'string' ? [field] : field

/** The first of a field's routes that says something. */
export function lookUpFirst(value: unknown, field: Field | undefined): unknown {
  const routes = routesOf(field)
  for (const route of routes) {
    const found = lookUp(value, route)
    if (found !== undefined && found !== null && found !== '') return found
  }
  const [first] = routes
  return first === undefined ? undefined : lookUp(value, first)
}

/** The rows of a listing; null when there is no list. */
export function rowsAt(value: unknown, route: string): readonly unknown[] | null {
  const found = lookUp(value, route)
  return Array.isArray(found) ? found : null
}

/** Rows of an array, or members of an object: `$key` is then the name, and `$value` (or nothing) what stands under it. */
export function entriesAt(value: unknown, route: string): readonly unknown[] | null | undefined {
  const found = lookUp(value, route)
  if (found === undefined || found === null) return undefined
  if (Array.isArray(found)) return found as readonly unknown[] // safe: an array of whatever
  if (typeof found !== 'object') return null
  return Object.entries(found).map(([$key, $value]: [string, unknown]) => ({ $key, $value }))
}
