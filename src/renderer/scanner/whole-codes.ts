import { canonicalGtin } from '../../shared/domain/gtin.ts'

/**
 * Which bursts are certainly whole codes, by what was scanned before. A scanner that ends its codes in a key may stall
 * before that key, or in the middle of a code; silence alone doesn't tell the two apart. Codes do: one that came twice
 * before, or whose form came three times (once, where a check digit proves it), is whole, unless a longer one begins
 * like it. Wrong only where the first code ever of a longer form stalls just where a known form ends.
 */
export interface WholeCodes {
  /** How often each code ended in a suffix; the latest last. */
  readonly texts: ReadonlyMap<string, number>
  readonly forms: ReadonlyMap<string, number>
}

export const noCodes: WholeCodes = { texts: new Map(), forms: new Map() }

/** How many codes, and how many forms, are remembered. */
const remembered = 200
const enoughTexts = 2
const enoughForms = 3

export const noteWhole = ({ texts, forms }: WholeCodes, text: string): WholeCodes => ({
  texts: counted(texts, text),
  forms: counted(forms, formOf(text)),
})

export function isKnownWhole({ texts, forms }: WholeCodes, text: string): boolean {
  if (hasLonger(texts, text)) return false
  if ((texts.get(text) ?? 0) >= enoughTexts) return true
  const form = formOf(text)
  if (hasLonger(forms, form)) return false
  const isGtin = canonicalGtin(text) !== null
  if (gtinForms.has(form) && !isGtin) return false
  return (forms.get(form) ?? 0) >= (isGtin ? 1 : enoughForms)
}

const gtinForms: ReadonlySet<string> = new Set([8, 12, 13, 14].map((length) => '0'.repeat(length)))

/** Digits and letters by their kind, signs as themselves: `AB-1234` is `aa-0000`. */
const formOf = (text: string): string => text.replace(/\d/g, '0').replace(/\p{Letter}/gu, 'a')

function hasLonger(known: ReadonlyMap<string, number>, text: string): boolean {
  for (const other of known.keys()) if (other.length > text.length && other.startsWith(text)) return true
  return false
}

function counted(known: ReadonlyMap<string, number>, text: string): ReadonlyMap<string, number> {
  const next = new Map(known)
  const times = (next.get(text) ?? 0) + 1
  next.delete(text)
  const [oldest] = next.keys()
  if (next.size >= remembered && oldest !== undefined) next.delete(oldest)
  return next.set(text, times)
}
