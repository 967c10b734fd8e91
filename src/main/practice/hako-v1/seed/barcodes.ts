import { inStoreCode } from './ean13.ts'
import { listVariants } from './shop.ts'

/** A barcode of the practice shop. The API has no field for them: the app loads them into its own table. */
export interface PracticeBarcode {
  /** EAN-13 of the in-store range. */
  readonly code: string
  readonly sku: string
  /** Pieces that one scan stands for: more than 1 for the code on a case. */
  readonly quantity: number
}

/** One code for every item of the shop, and a second one for a case where it is packed in cases. */
export const practiceBarcodes: readonly PracticeBarcode[] = listVariants().flatMap(({ family, sku }, index) => {
  const digits = String(40_001_180 + index * 37).padStart(9, '0')
  const piece: PracticeBarcode = { code: inStoreCode(`00${digits}`), sku, quantity: 1 }
  if (family.caseOf === null) return [piece]
  return [piece, { code: inStoreCode(`10${digits}`), sku, quantity: family.caseOf }]
})
