/** Looks SKUs up by their keys, deleted ones included where Hive lists them. */
import type { RemoteFailure, Turn } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { badBody, filterIgnored, notEvenLooked } from './errors.ts'
import { openPage } from './pages.ts'
import { skusByKeysPath } from './paths.ts'
import type { Reading } from './read.ts'
import { parseSku, type HiveSku } from './rows.ts'

/** How many keys fit into one question is not documented; so many make an address that every server takes. */
const keysAtOnce = 50

/** By key. A turn is taken before each request after the first. */
export async function lookUp(
  reading: Reading,
  keys: readonly string[],
  turn: Turn,
): Promise<Result<ReadonlyMap<string, HiveSku>, RemoteFailure>> {
  const found = new Map<string, HiveSku>()
  let asked = 0
  for (let from = 0; from < keys.length; from += keysAtOnce) {
    const wanted = keys.slice(from, from + keysAtOnce)
    for (let page = 1, last = false; !last; page += 1) {
      if (asked > 0) await turn()
      asked += 1
      const read = await lookAt(reading, wanted, page)
      if (!read.ok) return err(notEvenLooked(read.error))
      for (const sku of read.value.skus) keepBetter(found, sku)
      last = read.value.last
    }
  }
  return ok(found)
}

async function lookAt(
  reading: Reading,
  keys: readonly string[],
  page: number,
): Promise<Result<{ readonly skus: readonly HiveSku[]; readonly last: boolean }, RemoteFailure>> {
  const path = skusByKeysPath(page, keys)
  const answer = await reading.client.ask({ kind: 'read', method: 'GET', path }, reading.signal)
  if (!answer.ok) return answer
  const { status } = answer.value
  const opened = openPage(answer.value, page)
  if (!opened.ok) return opened
  const skus: HiveSku[] = []
  for (const value of opened.value.rows) {
    const sku = parseSku(value, reading.figure)
    if (!sku.ok) return err(badBody(status, `A row of the answer ${sku.error}`, false))
    if (!keys.includes(sku.value.key)) return err(filterIgnored(status, 'has SKUs that were not asked for'))
    skus.push(sku.value)
  }
  return ok({ skus, last: opened.value.last || skus.length === 0 })
}

/** A key may be listed twice where a deleted SKU kept it. */
function keepBetter(found: Map<string, HiveSku>, sku: HiveSku): void {
  const known = found.get(sku.key)
  if (known === undefined || known.deleted) found.set(sku.key, sku)
}
