import type { FoldFields, RecordState } from '../../../shared/domain/fold.ts'

/** Comparing and merging the four fields that a record has besides its key and its stock. */
export const fieldNames = ['name', 'price', 'expires', 'components'] as const
export type FieldName = (typeof fieldNames)[number]
type Components = RecordState['components']

/** The fields that are said, i.e. not undefined. */
export const saidFields = (fields: FoldFields): FieldName[] => fieldNames.filter((name) => fields[name] !== undefined)

export function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return sameComponents(a as Components, b as Components) // safe: components are the only list field
  return (a ?? null) === (b ?? null)
}

/** A bundle's parts are a set by SKU; their order means nothing. */
export function sameComponents(a: Components, b: Components): boolean {
  if (a === null || b === null) return a === b
  if (a.length !== b.length) return false
  const other = new Map(b.map((part) => [part.sku, part.quantity]))
  return a.every((part) => other.get(part.sku) === part.quantity)
}

/** Merges a bundle's parts one by one; null where both sides changed the same part differently. */
export function mergeComponents(base: Components, mine: Components, theirs: Components): Components {
  if (sameComponents(mine, theirs)) return mine
  const [seen, own, other] = [base, mine, theirs].map(
    (parts) => new Map((parts ?? []).map((part) => [part.sku, part.quantity])),
  )
  if (!seen || !own || !other) return null
  const result: { sku: string; quantity: number }[] = []
  for (const sku of new Set([...own.keys(), ...other.keys(), ...seen.keys()])) {
    const [was, wanted, told] = [seen.get(sku), own.get(sku), other.get(sku)]
    if (wanted !== was && told !== was && wanted !== told) return null
    const quantity = wanted === was ? told : wanted
    if (quantity !== undefined) result.push({ sku, quantity })
  }
  return result
}

export function merged(first: FoldFields, second: FoldFields): FoldFields {
  return Object.fromEntries(
    fieldNames.flatMap((name) => {
      const value = second[name] === undefined ? first[name] : second[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** The said fields whose value differs from the state's. */
export const differingFields = (fields: FoldFields, state: RecordState): FieldName[] =>
  saidFields(fields).filter((name) => !sameValue(fields[name], state[name]))
