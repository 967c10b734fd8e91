/**
 * `npm run bench [-- --items N --changes N --only PART]`: what the app takes next to the raw limit of the same machine in the
 * same run, and next to other products. Nothing here asserts speed; figures of a noisy machine are read by people.
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { benchAnswers } from './answers.ts'
import { benchCodes } from './codes.ts'
import { benchCounting } from './counting.ts'
import { ensurePeers } from './install.ts'
import { benchLists } from './lists.ts'
import { megabytes, residentMemory } from './memory.ts'
import { benchMirror } from './mirror.ts'
import { printTable, type Row } from './measure.ts'
import { benchPeers } from './peers.ts'
import { benchQueue } from './queue.ts'
import { benchRemoval } from './removal.ts'
import { benchScans } from './scans.ts'
import { benchStall } from './stall.ts'
import { openBenchWorld, type BenchWorld } from './world.ts'

const parts = ['copy', 'scan', 'count', 'stall', 'look', 'queue', 'remove', 'codes', 'answer', 'peers'] as const
type Part = (typeof parts)[number]

const { values } = parseArgs({
  options: {
    // No round number: such a listing looks cut, and is read once more in halves to see (sync.md §4).
    items: { type: 'string', default: '100003' },
    changes: { type: 'string', default: '10000' },
    only: { type: 'string', multiple: true, default: [] },
  },
})
const items = wholeNumber('items', values.items)
const changes = wholeNumber('changes', values.changes)
const unknown = values.only.filter((name) => !parts.some((part) => part === name))
if (unknown.length > 0) throw new Error(`--only wants one of ${parts.join(', ')}, not ${unknown.join(', ')}`)
const isWanted = (part: Part): boolean => values.only.length === 0 || values.only.includes(part)

process.stdout.write(
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${process.platform}\n`,
)
const apart: readonly Part[] = ['codes', 'answer', 'peers']
if (parts.some((part) => !apart.includes(part) && isWanted(part))) {
  process.stdout.write(`A practice server with ${items} items is being filled.\n`)
  const world = await openBenchWorld(items)
  try {
    await benchApp(world)
  } finally {
    await world.close()
  }
}
if (isWanted('codes')) printTable('What a scan stands for', await benchCodes(items))
if (isWanted('answer')) printTable('From the last key of a scan to sound and screen', await benchAnswers(items))
if (isWanted('peers') && (await ensurePeers())) await benchPeers(items, changes)

/** Without the first copy there is nothing to measure; it is made whatever part is wanted. */
async function benchApp(world: BenchWorld): Promise<void> {
  const empty = residentMemory()
  const { rows, skus } = await benchMirror(world)
  printTable('First copy', rows)
  const copied = residentMemory()
  if (isWanted('scan')) printTable('Scanning', await benchScans(world, skus))
  if (isWanted('count')) printTable('Meanwhile a scan waits', await benchCounting(world, skus))
  if (isWanted('stall')) printTable('Deaf while everything is read again', await benchStall(world))
  if (isWanted('look')) printTable('Looking things up', await benchLists(world))
  if (isWanted('queue')) printTable('Queue', await benchQueue(world, changes))
  const full = residentMemory()
  if (isWanted('remove')) printTable('Removing it all again', await benchRemoval(world))
  printTable('Memory of the process, worker included', [
    memoryRow(`after the first copy of ${items} items`, copied, empty),
    memoryRow('after everything above', full, empty),
  ])
}

function memoryRow(what: string, bytes: number, empty: number): Row {
  return { what, ours: megabytes(bytes), against: `empty ${megabytes(empty)}`, ratio: `${(bytes / empty).toFixed(1)}×` }
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} wants a whole number above zero, not ${text}`)
  return number
}
