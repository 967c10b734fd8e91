import type { Question } from '../../../shared/contract/queue.ts'

export type Side = 'mine' | 'theirs'
export type Choices = Readonly<Record<string, Side>>
type Field = Question['fields'][number]

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** The fields that both sides changed to different values: only those are a question. */
export const contested = (fields: Question['fields']): readonly Field[] =>
  fields.filter(({ base, mine, theirs }) => !same(mine, theirs) && !same(mine, base))

/** What the change sets besides: nobody else touched it, so it goes on as it is whatever is answered. */
export function undisputed(
  mine: Readonly<Record<string, unknown>>,
  fields: Question['fields'],
): readonly (readonly [field: string, value: unknown])[] {
  const asked = new Set(fields.map(({ field }) => (field.startsWith('components') ? 'item_skus' : field)))
  return Object.entries(mine).filter(([name]) => !asked.has(name))
}

/** One answer for the change as a whole, with every contested field named beside it. */
export function decisionOf(
  open: readonly Field[],
  sideOf: (field: string) => Side,
): [decision: Side, fields: Record<string, Side>] {
  const fields = Object.fromEntries(open.map(({ field }) => [field, sideOf(field)]))
  return [Object.values(fields).includes('mine') ? 'mine' : 'theirs', fields]
}
