import { expect, it, onTestFinished } from 'vitest'
import type { Remote } from '../../../../src/main/core/ports.ts'
import { openRemote, remoteDescriptions } from '../../../../src/main/remotes/remote.ts'
import { failureOf, list } from '../../../contract/remote-world.ts'
import { httpAnswer, startRawServer } from '../../../support/http-server.ts'

interface Bin {
  readonly id: string
  readonly product: string
  readonly place: string
  readonly onHand: number
}

interface Server {
  readonly rows: Readonly<Record<string, readonly unknown[]>>
  readonly total?: boolean
  /** Rows in one answer at most. */
  readonly largest?: number
  readonly heedsOffset?: boolean
}

/** Answers `{ rows, total }` by `limit` and `offset`. */
async function open({ rows, total = false, largest = 1000, heedsOffset = true }: Server, id?: string): Promise<Remote> {
  const server = await startRawServer(({ path }) => {
    const url = new URL(path, 'http://racko.example')
    const all = rows[url.pathname.split('/').at(-1) ?? ''] ?? []
    const from = heedsOffset ? Number(url.searchParams.get('offset')) : 0
    const page = all.slice(from, from + Math.min(largest, Number(url.searchParams.get('limit'))))
    return httpAnswer({ body: { rows: page, total: all.length } })
  })
  const listing = (path: string) => ({ confirmed: true, path, rows: 'rows', ...(total && { total: 'total' }) })
  const mapping = {
    version: 1,
    items: { ...listing('items'), fields: { id: 'id', sku: 'id' } },
    locations: { ...listing('locations'), fields: { id: 'id' } },
    stock: {
      ...listing('levels'),
      in: 'path',
      itemBy: 'id',
      fields: { ...(id !== undefined && { id }), item: 'product', location: 'place', quantity: 'onHand' },
    },
  }
  const settings = Object.fromEntries(
    remoteDescriptions.flatMap((kind) =>
      kind.remote === 'racko' ? kind.settings.map((setting) => [setting.name, setting.default] as const) : [],
    ),
  )
  const remote = openRemote({ environment: {} })({
    remote: 'racko',
    baseUrl: server.url,
    credentials: { token: 'token' },
    settings: { ...settings, pageSize: '10', mapping: JSON.stringify(mapping) },
  })
  if (!remote.ok) throw new Error(remote.error)
  onTestFinished(async () => {
    await remote.value.close()
    await server.close()
  })
  return remote.value
}

const bin = (product: string, place: string, onHand: number, nth = 1): Bin => ({
  ...{ id: `${product}-${String(nth)}`, product, place },
  onHand,
})

/** The two bins of the item X among others, at the places that are named. */
function levels([one, two]: readonly [number, number], figures: readonly [number, number] = [5, 7]): Bin[] {
  const rows = Array.from({ length: 15 }, (_, place) => bin(`P${String(place)}`, 'W', 1))
  rows[one] = bin('X', 'W', figures[0])
  rows[two] = bin('X', 'W', figures[1], 2)
  return rows
}

const items = [{ id: 'X' }]

const cases = [
  ['on one page', [2, 3], true],
  ['on one page, without a total', [2, 3], false],
  ['on the edge of two pages', [9, 10], true],
  ['on the edge of two pages, without a total', [9, 10], false],
  ['at both sides of the overlap', [8, 9], false],
  ['on two pages', [3, 12], true],
  ['on two pages, without a total', [3, 12], false],
] as const

it.each(cases)('bins that nothing tells apart are no figure: %s', async (_, places, total) => {
  for (const figures of [[5, 7] as const, [7, 7] as const]) {
    const remote = await open({ rows: { items, levels: levels(places, figures) }, total })
    const read = await list(remote, 'item')
    expect(read.records).toEqual([])
    expect(failureOf(read.result).text).toMatch(/the item X has several rows at the location W.*stock\.fields\.id/)
  }
})

it.each(cases)('bins with ids are summed: %s', async (_, places, total) => {
  const remote = await open({ rows: { items, levels: levels(places) }, total }, 'id')
  const read = await list(remote, 'item')
  expect(read.result.ok && read.result.value.whole).not.toBe(false)
  expect(read.records[0]?.stock).toEqual(new Map([['W', 12]]))
})

it.each([true, false])('one row for each cell needs no id, with a total: %s', async (total) => {
  const rows = Array.from({ length: 25 }, (_, place) => bin(`P${String(place)}`, 'W', place))
  const remote = await open({ rows: { items: [{ id: 'P9' }, { id: 'P10' }], levels: rows }, total })
  const read = await list(remote, 'item')
  expect(read.result).toMatchObject({ ok: true, value: { rows: 2 } })
  expect(read.records.map(({ stock }) => stock?.get('W'))).toEqual([9, 10])
})

it('pages cut below the limit by a remote that heeds no offset are not the whole list', async () => {
  const locations = Array.from({ length: 8 }, (_, place) => ({ id: `W${String(place)}` }))
  const cut = await list(await open({ rows: { locations }, largest: 5, heedsOffset: false }), 'warehouse')
  expect(cut.result).toMatchObject({ ok: true, value: { rows: 5, whole: false } })
  const told = await list(await open({ rows: { locations }, total: true, heedsOffset: false }), 'warehouse')
  expect(told.result.ok && told.result.value.whole).not.toBe(false)
})
