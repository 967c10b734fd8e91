/**
 * `npm run bench [-- --items N]`: what the app takes next to the raw limit of the same machine in the same run. Nothing here
 * asserts; figures of a noisy machine are read by people.
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { benchLists } from './lists.ts'
import { benchMirror } from './mirror.ts'
import { printTable } from './measure.ts'
import { benchQueue } from './queue.ts'
import { benchRemoval } from './removal.ts'
import { benchScans } from './scans.ts'
import { openBenchWorld } from './world.ts'

const { values } = parseArgs({ options: { items: { type: 'string', default: '100000' } } })
const items = Number(values.items)
if (!Number.isInteger(items) || items < 1)
  throw new Error(`--items wants a whole number above zero, not ${values.items}`)

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`

process.stdout.write(
  `Node ${process.version}, ${String(cpus().length)} cores; a practice server with ${String(items)} items is being filled.\n`,
)
const world = await openBenchWorld(items)
try {
  const empty = process.memoryUsage().rss
  const { rows: mirror, skus } = await benchMirror(world)
  printTable('First copy', mirror)
  printTable('Scanning', await benchScans(world, skus))
  printTable('Looking things up', await benchLists(world))
  printTable('Queue', await benchQueue(world))
  const full = process.memoryUsage().rss
  printTable('Removing it all again', await benchRemoval(world))
  const [before, after] = [megabytes(empty), megabytes(full)]
  printTable('Memory of the process, worker included', [
    {
      what: `with ${String(items)} items`,
      ours: after,
      against: `empty ${before}`,
      ratio: (full / empty).toFixed(1) + '×',
    },
  ])
} finally {
  await world.close()
}
