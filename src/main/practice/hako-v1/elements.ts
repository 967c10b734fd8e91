import type { z } from 'zod'
import { ok, type Result } from '../../../shared/domain/result.ts'
import { runBatch, type BatchOutcome } from './batch.ts'
import { refuse, type Refusal } from './refusal.ts'
import { parseWith } from './schemas.ts'
import type { Done, Work } from './work.ts'

/** What is done with each element of a write's array. */
export interface Handling<T, W extends Work> {
  readonly schema: z.ZodType<T>
  readonly apply: (work: W, element: T) => Done
  /** For changes of stock: what two elements have in common when a careless server lets the last one win. */
  readonly sameKey?: ((element: T) => string) | undefined
  /** A death in the middle leaves what was already written. */
  readonly keepsHalves?: boolean
}

export function performEach<T, W extends Work>(
  work: W,
  body: unknown,
  { schema, apply, sameKey, keepsHalves = false }: Handling<T, W>,
): Result<BatchOutcome, Refusal> {
  const { switches, tables } = work
  const elements = parseElements(schema, body, switches.largestArray)
  if (!elements.ok) return elements
  const lastWins = sameKey !== undefined && switches.repeatedKeys === 'last-wins'
  const rules = {
    batch: switches.batch,
    keepsHalves,
    sameKey: lastWins ? (index: number) => keyAt(elements.value, index, sameKey) : null,
  }
  return ok(
    runBatch(tables, elements.value, rules, (element) => {
      const alive = work.step()
      return alive.ok ? apply(work, element) : alive
    }),
  )
}

function keyAt<T>(elements: readonly T[], index: number, sameKey: (element: T) => string): string {
  const element = elements[index]
  return element === undefined ? String(index) : sameKey(element)
}

function parseElements<T>(schema: z.ZodType<T>, body: unknown, largest: number | null): Result<readonly T[], Refusal> {
  if (!Array.isArray(body) || body.length === 0) {
    return refuse('invalid', 'The body must be an array of one or more objects')
  }
  if (largest !== null && body.length > largest)
    return refuse('too-large', `At most ${String(largest)} objects at once`)
  return parseWith(schema.array(), body)
}
