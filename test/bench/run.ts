/**
 * `npm run bench [-- --items N]`: what the app takes next to the raw limit of the same machine in the same run. Nothing here
 * asserts; figures of a noisy machine are read by people.
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
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

/** Of this process without what the benchmark itself has left lying about. */
function memory(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void // safe: what the flag adds
  collect()
  return process.memoryUsage().rss
}

process.stdout.write(
  `Node ${process.version}, ${String(cpus().length)} cores; a practice server with ${String(items)} items is being filled.\n`,
)
const world = await openBenchWorld(items)
try {
  const empty = memory()
  const { rows: mirror, skus } = await benchMirror(world)
  printTable('First copy', mirror)
  const copied = memory()
  printTable('Scanning', await benchScans(world, skus))
  printTable('Looking things up', await benchLists(world))
  printTable('Queue', await benchQueue(world))
  const full = memory()
  printTable('Removing it all again', await benchRemoval(world))
  const row = (what: string, bytes: number) => ({
    what,
    ours: megabytes(bytes),
    against: `empty ${megabytes(empty)}`,
    ratio: `${(bytes / empty).toFixed(1)}×`,
  })
  printTable('Memory of the process, worker included', [
    row(`after the first copy of ${String(items)} items`, copied),
    row('after everything above', full),
  ])
} finally {
  await world.close()
}
