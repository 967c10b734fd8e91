import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { ms, timeEach, times, timing, type Row } from './measure.ts'
import type { BenchWorld } from './world.ts'

/** What a screen asks for at every key press, against a bare LIKE over the names of the same database. */
export async function benchLists(world: BenchWorld): Promise<Row[]> {
  const { total } = await world.call('items.list', { limit: 1 })
  const { rows } = await world.call('items.list', { offset: Math.floor(total / 2), limit: 50 })
  const end = Math.floor(total * 0.9)
  const words = rows.map((row) => row.name ?? row.sku)
  const part = (index: number, length: number): string => {
    const word = words[index % words.length] ?? ''
    const start = index % Math.max(1, word.length - length)
    return word.slice(start, start + length).trim() || word.slice(0, length)
  }
  const sqlite = new Sqlite(path.join(world.directory, 'hakomori.db'), { readonly: true })
  const like = sqlite.prepare(
    "SELECT key, name FROM records WHERE kind = 'item' AND present = 1 AND name LIKE ? ORDER BY key LIMIT 200",
  )
  const bare = await timeEach(30, (index) => like.all(`%${part(index, 5)}%`))
  sqlite.close()

  const search = (length: number) =>
    timeEach(60, (index) => world.call('items.list', { search: part(index, length), limit: 200 }))
  const [two, five] = [await search(2), await search(5)]
  const deep = await timeEach(20, (index) =>
    world.call('items.list', { sort: { by: 'name', descending: index % 2 === 0 }, offset: end, limit: 200 }),
  )
  const codes = rows.map((row) => row.sku)
  const resolve = await timeEach(500, (index) =>
    world.call('barcodes.resolve', { code: codes[index % codes.length] ?? '' }),
  )
  const status = await timeEach(200, () => world.call('app.status', {}))
  return [
    {
      what: 'search, five letters, 200 rows and the total',
      ours: timing(five),
      against: `LIKE, no total ${timing(bare)}`,
      ratio: times(five.median, bare.median),
    },
    { what: 'search, two letters', ours: timing(two), against: '', ratio: times(two.median, bare.median) },
    { what: `page at row ${String(end)}, sorted by name`, ours: timing(deep), against: '', ratio: '' },
    { what: 'resolve a code', ours: timing(resolve), against: '', ratio: '' },
    { what: 'where things stand (app.status)', ours: timing(status), against: `worst ${ms(status.worst)}`, ratio: '' },
  ]
}
