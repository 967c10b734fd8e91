import { useQueryOf } from '../../data/query.ts'

/** As many digits as the shortest barcode: that was a label, not a quantity. */
const longestQuantity = 7
/** Shorter codes than this are quantities first of all. */
const shortestCode = 4

/** Whether what was typed as a quantity is a barcode: by its length, or because somebody taught it. */
export function useIsCode(text: string): boolean {
  const digits = /^\d+$/.test(text)
  const enabled = digits && text.length >= shortestCode && text.length <= longestQuantity
  const known = useQueryOf('barcodes.resolve', { code: text === '' ? '0' : text }, { enabled })
  return (digits && text.length > longestQuantity) || (enabled && known.data?.outcome === 'known')
}
