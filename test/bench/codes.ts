import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectionOptions } from '../../src/shared/contract/connections.ts'
import { resolveCode, unclearHolders } from '../../src/main/core/store/barcodes.ts'
import { addConnection } from '../../src/main/core/store/connections.ts'
import { addConfirmed } from '../../src/main/core/store/mirror.ts'
import { openStore, type Store } from '../../src/main/core/store/open-store.ts'
import { timeEach, timeOnce, ms, timing, type Row } from './measure.ts'

/** What a scan stands for, where every item has barcodes of the remote and one code in a hundred is that of two items. */
export async function benchCodes(items: number): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), 'hakomori-bench-'))
  const clock = { now: () => 1_700_000_000_000, monotonic: () => 0, sleep: () => Promise.resolve() }
  const opened = await openStore({ directory, clock, pid: 1 })
  if (!opened.ok) throw new Error(opened.error.message)
  const store = opened.value
  try {
    return await measure(store, items)
  } finally {
    store.close()
    rmSync(directory, { recursive: true })
  }
}

async function measure(store: Store, items: number): Promise<Row[]> {
  const kept = await timeOnce(() => fill(store, items))
  const connection = kept.value
  const at = (index: number): number => (index * 7919) % items
  const known = await timeEach(5000, (index) => resolveCode(store.reader, connection, eanOf(at(index))))
  const unknown = await timeEach(5000, (index) => resolveCode(store.reader, connection, `nobody-${String(index)}`))
  const unclear = await timeEach(5000, (index) =>
    unclearHolders(store.reader, connection, eanOf(Math.floor(at(index) / 100) * 100)),
  )
  const row = (what: string, ours: string): Row => ({ what, ours, against: '', ratio: '' })
  return [
    row(`keeping ${String(items)} items with two codes each`, ms(kept.ms)),
    row('a code of the remote', timing(known)),
    row('a code that nobody has', timing(unknown)),
    row('a code that two items have', timing(unclear)),
  ]
}

function fill(store: Store, items: number): number {
  return store.write((writer) => {
    const options = connectionOptions.parse({})
    const place = { name: 'Bench', remote: 'hako-v1', baseUrl: 'http://127.0.0.1:1', practice: false } as const
    const connection = addConnection(writer, { ...place, keyHint: null, options, at: 1 })
    for (let index = 0; index < items; index += 1) {
      const state = {
        key: `I-${String(index)}`,
        name: `Item ${String(index)}`,
        price: 1,
        expires: null,
        components: null,
      }
      const shared = index % 100 === 1 ? eanOf(index - 1) : `BOX-${String(index)}`
      const codes = [eanOf(index), shared]
      const base = { state, serverID: null, createdAt: null, updatedAt: null, seenAt: null, codes }
      addConfirmed(writer, connection, 'item', base, new Map())
    }
    return connection
  })
}

function eanOf(index: number): string {
  const digits = `40${String(index).padStart(10, '0')}`
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0)
  return `${digits}${String((10 - (sum % 10)) % 10)}`
}
