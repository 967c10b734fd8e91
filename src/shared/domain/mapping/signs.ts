/** Which placeholders each part of a mapping knows and needs. */
import type { UnplacedFault } from './faults.ts'
import type { Mapping } from './schema.ts'
import { placeholdersOf } from './template.ts'

interface Signs {
  readonly known: readonly string[]
  /** Of each group one. */
  readonly needed: readonly (readonly string[])[]
}

const item = ['sku', 'id']
const always = ['token', 'date', 'time']

export const signsOf = {
  'items.one': { known: item, needed: [item] },
  'stock.one': { known: item, needed: [item] },
  adjustment: {
    known: [...item, 'location', 'delta', 'figure', ...always],
    needed: [item, ['location'], ['delta', 'figure']],
  },
  transfer: {
    known: [...item, 'from', 'to', 'quantity', ...always],
    needed: [item, ['from'], ['to'], ['quantity']],
  },
  create: { known: ['sku', 'name', 'price', ...always], needed: [['sku']] },
  update: { known: [...item, 'newSku', 'name', 'price', ...always], needed: [item, ['newSku', 'name', 'price']] },
  delete: { known: [...item, ...always], needed: [item] },
} as const satisfies Readonly<Record<string, Signs>>

const nothing: Signs = { known: [], needed: [] }

export function signFaults(mapping: Mapping): readonly UnplacedFault[] {
  const { stock, adjustment, adjustments } = mapping
  const path = stock?.in === 'path' ? stock : undefined
  return [
    ...faultsIn(plain(mapping.items), ['items'], nothing),
    ...faultsIn(plain(mapping.locations), ['locations'], nothing),
    ...faultsIn(plain(path), ['stock'], nothing),
    ...faultsIn(plain(adjustments), ['adjustments'], nothing),
    ...faultsIn(mapping.items.one, ['items', 'one'], signsOf['items.one']),
    ...faultsIn(path?.one, ['stock', 'one'], signsOf['stock.one']),
    ...(['adjustment', 'transfer', 'create', 'update', 'delete'] as const).flatMap((part) =>
      faultsIn(mapping[part], [part], signsOf[part]),
    ),
    ...bothSigns(adjustment),
    ...(adjustments !== undefined && !hasSign(adjustment, 'token')
      ? [{ path: ['adjustments'], kind: 'noToken', detail: '' } as const]
      : []),
  ]
}

type Addressed = { readonly path: string; readonly query?: unknown; readonly body?: unknown } | undefined

/** Of a listing only what is asked for can hold placeholders. */
const plain = (listing: Addressed): Addressed => listing && { path: listing.path, query: listing.query }

export const hasSign = (part: Addressed, name: string): boolean =>
  signsIn(part).some((placeholder) => placeholder.name === name)

const signsIn = (part: Addressed) =>
  part === undefined
    ? []
    : placeholdersOf({
        path: part.path,
        ...(part.query !== undefined && { query: part.query }),
        ...(part.body !== undefined && { body: part.body }),
      })

function faultsIn(part: Addressed, at: readonly string[], { known, needed }: Signs): readonly UnplacedFault[] {
  if (part === undefined) return []
  const found = signsIn(part)
  const strange = found
    .filter(({ name }) => !known.includes(name))
    .map(({ name, path }): UnplacedFault => ({ path: [...at, ...path], kind: 'strangeSign', detail: `{${name}}` }))
  const absent = needed
    .filter((group) => !found.some(({ name }) => group.includes(name)))
    .map((group): UnplacedFault => ({
      path: at,
      kind: 'noSign',
      detail: group.map((name) => `{${name}}`).join(' / '),
    }))
  return [...strange, ...absent]
}

const bothSigns = (adjustment: Addressed): readonly UnplacedFault[] =>
  hasSign(adjustment, 'delta') && hasSign(adjustment, 'figure')
    ? [{ path: ['adjustment'], kind: 'bothSigns', detail: '' }]
    : []
