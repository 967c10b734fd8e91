/**
 * What the mapping makes possible. What it leaves out is not there, and nothing is written by a part that nobody has
 * confirmed: nothing of it is documented, and a wrong guess would stand in somebody's books.
 */
import type { Capabilities } from '../../core/ports.ts'
import { hasSign } from '../../../shared/domain/mapping/signs.ts'
import type { Mapping, MappingPart, WriteMapping, WritingPart } from '../../../shared/domain/mapping/schema.ts'

export function capabilitiesOf(mapping: Mapping, requestsPerMinute: number): Capabilities {
  const { items, stock } = mapping
  const [adjustment, create, update] = [
    sendable(mapping, 'adjustment'),
    sendable(mapping, 'create'),
    sendable(mapping, 'update'),
  ]
  const books = adjustment !== null
  const relative = adjustment === null || hasSign(adjustment, 'delta')
  return {
    readItems: true,
    writeItems: create !== null && update !== null,
    writeWarehouses: false,
    bundles: false,
    prices: items.fields.price !== undefined,
    // It is kept by lots.
    expiry: false,
    moveStock: books,
    relativeStock: relative,
    setStock: books && !relative,
    ...(books && !relative && { ownFirstFigures: true }),
    ...(stock?.in === 'path' && stock.fields.updatedAt !== undefined && { stampsOfRows: true }),
    rename: update !== null && hasSign(update, 'newSku'),
    codes: items.fields.barcode !== undefined,
    announce: false,
    changedSince: false,
    createdRange: false,
    lookUp: items.one !== undefined && (stock?.in !== 'path' || stock.one !== undefined),
    lookEverySeconds: 300,
    requestsPerMinute,
    // What an array of several means is documented nowhere.
    largestBatch: { create: 1, update: 1, delete: 1, increment: 1, decrement: 1, transfer: 1, setStock: 1 },
  }
}

/** What must be read rightly for a write to be right: a difference is only as good as the figure it was taken from. */
const restsOn = {
  adjustment: ['items', 'locations', 'stock'],
  transfer: ['items', 'locations', 'stock'],
  create: ['items'],
  update: ['items'],
  delete: ['items'],
} as const satisfies Readonly<Record<WritingPart, readonly (keyof Mapping)[]>>

/** The part itself, or one that it rests on, which nobody has confirmed; null: all are. */
export const unconfirmedFor = (mapping: Mapping, part: WritingPart): MappingPart | null =>
  [part, ...restsOn[part]].find((needed) => mapping[needed]?.confirmed !== true) ?? null

/** A part that writes, once a person has confirmed it and what it rests on. */
export const sendable = (mapping: Mapping, part: WritingPart): WriteMapping | null =>
  unconfirmedFor(mapping, part) === null ? (mapping[part] ?? null) : null
