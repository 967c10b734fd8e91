import { resolveCode } from '../store/barcodes.ts'
import { resolveBundle } from '../store/bundle-codes.ts'
import type { Reader } from '../store/database.ts'

/** What a code stands for, an item or a bundle: one code never stands for both. */
export interface CodeHolder {
  readonly uid: number
  readonly sku: string
  readonly name: string | null
  readonly via: NonNullable<ReturnType<typeof resolveCode>>['via']
}

export function holderOf(reader: Reader, connection: number, code: string): CodeHolder | null {
  const item = resolveCode(reader, connection, code)
  return item === null ? resolveBundle(reader, connection, code) : { ...item, uid: item.item }
}
