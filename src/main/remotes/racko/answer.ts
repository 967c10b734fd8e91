/** What an answered write tells: that it was carried out, and, where the mapping says so, the item as it is now. */
import type { Acknowledgement, Batch, RemoteRecord } from '../../core/ports.ts'
import type { Mapping } from '../../../shared/domain/mapping/schema.ts'
import type { JsonAnswer } from './client.ts'
import { lookUp } from './routes.ts'
import { readItem } from './rows.ts'
import { partOf } from './write.ts'

export function acknowledgementOf(mapping: Mapping, batch: Batch, answer: JsonAnswer): Acknowledgement {
  const { serverDate, status } = answer
  const empty = { records: [], cells: [], keys: [], serverDate, status }
  if (batch.endpoint === 'delete') return { ...empty, keys: batch.rows.map(({ key }) => key) }
  const keys =
    batch.endpoint === 'update'
      ? batch.rows.map(({ key, newKey }) => newKey ?? key)
      : batch.endpoint === 'create'
        ? batch.rows.map(({ key }) => key)
        : batch.rows.map(({ sku }) => sku)
  return { ...empty, records: keys.map((key) => toldItem(mapping, batch, answer, key) ?? { kind: 'item', key }) }
}

/** Only what is surely about the item that was written. */
function toldItem(mapping: Mapping, batch: Batch, { value }: JsonAnswer, key: string): RemoteRecord | null {
  const name = partOf(batch.endpoint)
  const route = name === 'delete' ? undefined : mapping[name]?.answer
  if (route === undefined) return null
  const item = readItem(mapping, lookUp(value, route))
  return item.ok && item.value.record?.key === key ? item.value.record : null
}
