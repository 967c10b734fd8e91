import { symbolOf, type SymbologyChoice } from '../../../shared/domain/label-code.ts'
import type { Result } from '../../../shared/domain/result.ts'
import { zplOf, type LabelFormat, type LabelText, type ZplRefusal } from '../../../shared/domain/zpl.ts'
import type { DrawnLabel } from './labels-paper.tsx'

/** A label with how often it is wanted. */
export interface WantedLabel extends LabelText {
  readonly copies?: number
}

export interface RefusedLabel {
  readonly title: string
  readonly code: string
  readonly problem: ZplRefusal
}

export interface Planned<T> {
  readonly made: readonly T[]
  readonly refused: readonly RefusedLabel[]
}

function plan<T>(wanted: readonly WantedLabel[], make: (label: WantedLabel) => Result<T, ZplRefusal>): Planned<T> {
  const made: T[] = []
  const refused: RefusedLabel[] = []
  for (const label of wanted) {
    const one = make(label)
    if (one.ok) made.push(...Array.from({ length: label.copies ?? 1 }, () => one.value))
    else refused.push({ title: label.title, code: label.code, problem: one.error })
  }
  return { made, refused }
}

export const planPaper = (wanted: readonly WantedLabel[], symbology: SymbologyChoice): Planned<DrawnLabel> =>
  plan(wanted, ({ code, title, under }) => {
    const symbol = symbolOf(code, symbology)
    return symbol.ok ? { ok: true, value: { symbol: symbol.value, title, under: under ?? code } } : symbol
  })

export const planZpl = (wanted: readonly WantedLabel[], format: LabelFormat): Planned<string> =>
  plan(wanted, (label) => zplOf(label, format))

/** Lines such as `SKU-1` or `SKU-1 x3`: what to label and how often. */
export function readWanted(text: string): { readonly key: string; readonly copies: number }[] {
  return text.split('\n').flatMap((line) => {
    const [, key = '', copies = '1'] = /^\s*(.*?)(?:\s+[x×](\d{1,3}))?\s*$/.exec(line) ?? []
    return key === '' ? [] : [{ key, copies: Math.max(1, Number(copies)) }]
  })
}
