/** Writes as a mapping words them, carried out on the account. */
import type { Mapping, WritingPart } from '../../../shared/domain/mapping/schema.ts'
import { add } from '../../../shared/domain/quantity.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { Account, Done, Fields, Step, Who } from './account.ts'
import type { Refusal } from './refusal.ts'
import { takeFrom, takeFromPath, type Taken } from './shapes.ts'
import type { RackoSwitches } from './switches.ts'

const parts = ['adjustment', 'transfer', 'create', 'update', 'delete'] as const satisfies readonly WritingPart[]

export interface AskedWrite {
  readonly part: WritingPart
  readonly taken: Taken
  /** The text in which the client's token stands, as it was sent. */
  readonly notes: string
}

/** Undefined: there is no such path and method. */
export function findWrite(
  mapping: Mapping,
  method: string,
  path: string,
  query: Readonly<Record<string, string>>,
  body: unknown,
): Result<AskedWrite, Refusal> | undefined {
  for (const part of parts) {
    const told = mapping[part]
    if (told?.method !== method) continue
    const taken = takeFromPath(told.path, path)
    if (taken === null) continue
    const wrongQuery = takeFrom(told.query ?? {}, query, taken, 'the query')
    const wrong = wrongQuery ?? (told.body === undefined ? null : takeFrom(told.body, body, taken))
    if (wrong !== null) return err({ code: 'invalid_request', text: wrong })
    return ok({ part, taken, notes: notesIn(told.body, body) })
  }
  return undefined
}

/** The text that holds the token: what a listing of adjustments shows again. */
function notesIn(template: unknown, body: unknown): string {
  if (typeof template === 'string') return template.includes('{token}') && typeof body === 'string' ? body : ''
  if (typeof template !== 'object' || template === null || typeof body !== 'object' || body === null) return ''
  for (const [name, part] of Object.entries(template)) {
    const found = notesIn(part, (body as Readonly<Record<string, unknown>>)[name]) // safe: an object, as was just seen
    if (found !== '') return found
  }
  return ''
}

export function carryOut(
  account: Account,
  switches: RackoSwitches,
  { part, taken, notes }: AskedWrite,
  at: number,
  step: Step,
): Done {
  const who = whoIn(taken)
  const moment = { at, notes, step }
  const text = (name: string): string => String(taken[name] ?? '')
  switch (part) {
    case 'adjustment':
      return account.adjust(who, text('location'), (figure) => changed(figure, taken, switches), moment)
    case 'transfer':
      return account.transfer(who, text('from'), text('to'), Number(taken['quantity']), moment)
    case 'create':
      return text('sku') === ''
        ? err({ code: 'invalid_request', text: 'The sku is missing' })
        : account.create(text('sku'), fieldsIn(taken), moment)
    case 'update':
      return account.update(who, taken['newSku'] === undefined ? undefined : text('newSku'), fieldsIn(taken), moment)
    case 'delete':
      return account.remove(who, moment)
    default:
      return unreachable(part)
  }
}

function changed(figure: number, { delta, figure: absolute }: Taken, { belowZero }: RackoSwitches): Done<number> {
  const next = typeof absolute === 'number' ? absolute : add(figure, Number(delta))
  return next < 0 && belowZero === 'refused'
    ? err({ code: 'invalid_request', text: `The quantity would be ${String(next)}` })
    : ok(next)
}

const whoIn = ({ sku, id }: Taken): Who =>
  id === undefined ? { sku: String(sku) } : { id: String(id), ...(sku !== undefined && { sku: String(sku) }) }

const fieldsIn = ({ name, price }: Taken): Fields => ({
  ...(name !== undefined && { name: name === null ? null : String(name) }),
  ...(price !== undefined && { price: price === null ? null : Number(price) }),
})
