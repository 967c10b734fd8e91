import type { Output } from '../../../shared/contract/contract.ts'
import { unclearHolders } from '../store/barcodes.ts'
import { findInCatalogues } from '../store/catalogues.ts'
import type { Reader } from '../store/database.ts'

type AboutUnknown = Pick<Output<'barcodes.resolve'>, 'unclear' | 'catalogue'>

/** What helps to name a code that stands for no item: the items between which it is a question, or a catalogue's item. */
export function aboutUnknown(reader: Reader, connection: number, code: string): AboutUnknown {
  const holders = unclearHolders(reader, connection, code)
  if (holders.length > 0) return { unclear: holders.map(({ sku, name }) => ({ sku, name })) }
  const found = findInCatalogues(reader, connection, code)
  if (found === null) return {}
  const { connection: id, catalogue, sku, name } = found
  return { catalogue: { connectionID: String(id), catalogue, sku, name } }
}
