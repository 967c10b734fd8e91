/**
 * Writes SKUs. Each write looks first: a change and a deletion need Hive's own id, and a bulk upsert clears what it leaves
 * out, so that it is used only for keys that are not there (or were deleted, with all that they had). Changes go by PATCH,
 * which leaves alone what it does not name.
 */
import type { Acknowledgement, Batch, CreateRow, RemoteFailure, Turn, UpdateRow } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { readAcknowledgement } from './answer.ts'
import { alreadyThere, notThere } from './errors.ts'
import { lookUp } from './look.ts'
import { bulkPath, skuPath } from './paths.ts'
import type { Reading } from './read.ts'
import type { HiveSku } from './rows.ts'

type SkuBatch = Extract<Batch, { readonly endpoint: 'create' | 'update' | 'delete' }>

interface WriteTarget {
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
}

/** For people, with a word in place of the id that is found out later. */
export function writeTarget({ endpoint }: Pick<Batch, 'endpoint'>): WriteTarget {
  switch (endpoint) {
    case 'create':
      return { method: 'POST', path: bulkPath }
    case 'update':
      return { method: 'PATCH', path: 'skus/{id}' }
    case 'delete':
      return { method: 'DELETE', path: 'skus/{id}' }
    default:
      throw new Error(`Hive has no ${endpoint}`)
  }
}

/** What is known of the request before looking: enough to tell one from another. */
export function writeBody(batch: Batch): string {
  const { endpoint, rows } = skuBatch(batch)
  return JSON.stringify({ endpoint, rows })
}

export async function sendSkus(
  reading: Reading,
  batch: Batch,
  turn: Turn,
): Promise<Result<Acknowledgement, RemoteFailure>> {
  const skus = skuBatch(batch)
  if (skus.endpoint === 'create') return create(reading, skus.rows, turn)
  const [row] = skus.rows
  if (row === undefined || skus.rows.length > 1) throw new Error(`Hive takes one ${skus.endpoint} at a time`)
  const found = await lookUp(reading, [row.key], turn)
  if (!found.ok) return found
  const sku = found.value.get(row.key)
  // A change would bring a deleted SKU back.
  if (sku === undefined || sku.deleted) return err(notThere(row.key))
  await turn()
  const path = skuPath(sku.id)
  if (skus.endpoint === 'delete') {
    const answer = await reading.client.ask({ kind: 'write', method: 'DELETE', path }, reading.signal)
    if (!answer.ok) return answer
    const { status, serverDate } = answer.value
    return ok({ records: [], cells: [], keys: [row.key], serverDate, status })
  }
  // safe: what is left of the endpoints is an update
  const body = JSON.stringify(changedFields(row as UpdateRow))
  const answer = await reading.client.ask({ kind: 'write', method: 'PATCH', path, body }, reading.signal)
  return answer.ok ? readAcknowledgement(answer.value, reading.figure) : answer
}

async function create(
  reading: Reading,
  rows: readonly CreateRow[],
  turn: Turn,
): Promise<Result<Acknowledgement, RemoteFailure>> {
  const found = await lookUp(
    reading,
    rows.map(({ key }) => key),
    turn,
  )
  if (!found.ok) return found
  const taken = rows.filter(({ key }) => found.value.get(key)?.deleted === false).map(({ key }) => key)
  if (taken.length > 0) return err(alreadyThere(taken))
  await turn()
  const body = JSON.stringify({ skus: rows.map((row) => newSku(row, found.value.get(row.key))) })
  const answer = await reading.client.ask({ kind: 'write', method: 'POST', path: bulkPath, body }, reading.signal)
  return answer.ok ? readAcknowledgement(answer.value, reading.figure) : answer
}

/** Fields that Hive takes; what an upsert leaves out it clears. */
const writable = [
  'name',
  'barcode',
  'batch_tracking_enabled',
  'cost_in_cents',
  'country_code_of_origin',
  'hs_code',
  'image_url',
  'weight_in_kg',
] as const

/** With everything that a deleted SKU of this key had. */
function newSku({ key, fields, stock }: CreateRow, before: HiveSku | undefined): unknown {
  if (stock !== undefined && stock.length > 0) throw new Error('Hive takes no first figures')
  const kept = Object.fromEntries(
    writable.flatMap((name) => (before?.row[name] === undefined ? [] : [[name, before.row[name]]])),
  )
  return { ...kept, merchant_sku_id: key, name: nameOf(fields.name) ?? key }
}

const changedFields = ({ newKey, fields }: UpdateRow): unknown => ({
  ...(newKey !== undefined && { merchant_sku_id: newKey }),
  ...(fields.name !== undefined && { name: nameOf(fields.name) }),
})

const nameOf = (name: string | null | undefined): string | null => name ?? null

function skuBatch(batch: Batch): SkuBatch {
  const isSku = 'kind' in batch && batch.kind === 'item'
  if (!isSku) throw new Error(`Hive has no ${batch.endpoint} of this kind`)
  for (const row of batch.rows) {
    const fields = 'fields' in row ? Object.entries(row.fields) : []
    const foreign = fields.find(([name, value]) => name !== 'name' && value !== undefined)
    if (foreign !== undefined) throw new Error(`A SKU of Hive has no field ${foreign[0]}`)
  }
  return batch
}
