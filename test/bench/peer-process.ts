/** One product does the work of `works` in a process of its own: `peer-process.ts FILE DIRECTORY ITEMS EDITS`. */
import { residentMemory } from './memory.ts'
import { timeEach, timeOnce } from './measure.ts'
import { editedPlace, firstItems, inBatches, renamed, type OpenPeer, type Peer } from './peer.ts'
import type { PeerResult } from './peer-result.ts'

const scans = 200
const perGesture = 1000
const asked = 7

const [file = '', directory = '', items = '', edits = ''] = process.argv.slice(2)
const module = (await import(`./peers/${file}`)) as { readonly open: OpenPeer } // safe: every file there exports it
const count = Number(items)
const empty = residentMemory()
const peer = await module.open(directory, count)
const result = await work(peer, count, Math.min(Number(edits), count))
await peer.close()
process.send?.(result, () => process.exit(0))

async function work(product: Peer, all: number, edited: number): Promise<PeerResult> {
  const first = [...firstItems(all, edited)].find(({ stock }) => stock[editedPlace] !== undefined)
  if (first === undefined) throw new Error('None of so few items is in the place that is edited')
  const skus = Array.from(firstItems(all, edited), ({ sku }) => sku)
  const firstCopy = await timeOnce(() => product.firstCopy())
  const before = await product.read(first.sku)
  if (before.name !== first.name) throw new Error(`The first copy has “${before.name}” for “${first.name}”`)
  const memory = residentMemory() - empty
  const scan = await timeEach(scans, (number) => product.scan(number, skus[number % skus.length] ?? ''))
  const gestures = [...inBatches(skus, perGesture)]
  const editMany = await timeEach(gestures.length, (gesture) => product.editMany(gestures[gesture] ?? []))
  const queued = await product.read(first.sku)
  if (queued.quantity !== before.quantity + 1) throw new Error(`An edit left ${queued.quantity} of ${before.quantity}`)
  await product.beforePull?.(edited)
  const { pullOver } = product
  const pulled = typeof pullOver === 'function' ? await timeOnce(() => pullOver(edited)) : null
  const last = await product.read(first.sku)
  // Never the same twice: some remember what they were asked.
  const parts = Array.from(firstItems(all, asked), ({ name }) => name.slice(2, 7))
  await product.search('steel')
  const search = await timeEach(parts.length, (turn) => product.search(parts[turn] ?? ''))
  const offset = Math.floor(all * 0.9)
  await product.page(offset)
  const page = await timeEach(asked, (turn) => product.page(Math.max(0, offset - 50 * (turn + 1))))
  return {
    ...{ durable: product.durable, notes: product.notes },
    without: typeof pullOver === 'function' ? null : pullOver.noSuchNotion,
    after: { renamed: last.name === renamed(first.name), added: last.quantity - before.quantity },
    figures: {
      ...{ firstCopy: firstCopy.ms, scan: scan.median, editMany: editMany.total, pullOver: pulled?.ms ?? null },
      ...{ search: search.median, page: page.median, memory },
    },
  }
}
