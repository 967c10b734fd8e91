import { scannerLayouts, scannerProfile, type ScannerSettings } from '../../../shared/contract/settings.ts'
import type { Decoding } from '../decode.ts'
import { layouts, type LayoutName } from '../layouts.ts'
import type { RawKey } from '../raw-key.ts'
import { largest, median } from '../verdict.ts'
import { adviseOn } from './advice.ts'
import { compare, type Compared } from './compare.ts'
import type { Ending, Learned, Known, Recording } from './learned.ts'
import { separatorOf } from './separator.ts'
import type { SheetSymbol } from './sheet.ts'
import { decodings, tokensOf } from './tokens.ts'

/**
 * From raw keys of known codes to what the scanner is: its layout, its prefix and end, its pace, how it sends the hidden
 * separator. Pure. Finds the settings under which every recording says what is printed; where none do, the best ones,
 * with what is wrong and what to change on the scanner.
 */

/** null: there is nothing to learn from. */
export function learnScanner(recordings: readonly Recording[], sheet: readonly SheetSymbol[]): Learned | null {
  const scans = recordings.filter((keys) => keys.some(({ kind }) => kind === 'down'))
  if (scans.length === 0) return null
  const ranked = decodings(scannerLayouts)
    .map((decoding) => readAll(scans, sheet, decoding))
    .toSorted((a, b) => a.faults - b.faults || complexity(a) - complexity(b))
  const [best] = ranked
  if (!best) return null
  const equal = ranked.filter((other) => other !== best && other.faults === best.faults)
  return conclude(scans, sheet, best, equal)
}

interface Reading {
  readonly decoding: Decoding
  readonly compared: readonly Compared[]
  readonly faults: number
}

/** Where several fit, the plainer setting is the likelier one. */
const complexity = ({ decoding }: Reading): number =>
  scannerLayouts.indexOf(decoding.layout) + (decoding.caseInverted ? scannerLayouts.length : 0)

function readAll(scans: readonly Recording[], sheet: readonly SheetSymbol[], decoding: Decoding): Reading {
  const compared = scans.map((keys) => compare(tokensOf(keys, decoding), sheet))
  return { decoding, compared, faults: compared.reduce((total, { wrong }) => total + wrong.length, 0) }
}

function conclude(
  scans: readonly Recording[],
  sheet: readonly SheetSymbol[],
  { decoding, compared, faults }: Reading,
  equal: readonly Reading[],
): Learned {
  const whole = compared.filter((each) => each.whole)
  const prefix = common(whole.map(({ before }) => before))
  const extraEnd = common(whole.map(({ after }) => after))
  const endings = new Set(compared.map(({ ending }) => ending))
  const [onlyEnding = 'none'] = endings
  const ending: Ending = endings.size > 1 ? 'mixed' : onlyEnding
  const gaps = scans.flatMap(gapsOf)
  // The last word counts: whoever scans again has changed something.
  const gs1 = compared.findLast(({ symbol }) => symbol.id === 'gs1')
  const aim = gs1?.aim ?? compared.at(-1)?.aim ?? null
  const seen = sheet.map(({ id }) => id).filter((id) => compared.some((each) => each.symbol.id === id && each.whole))
  const alsoFits = [...new Set(equal.map((other) => other.decoding.layout))].filter((name) => name !== decoding.layout)
  const system = systemLayout(scans.flat())
  const known: Known = {
    confidence: faults > 0 ? 'unsure' : seen.length === sheet.length && equal.length === 0 ? 'certain' : 'likely',
    seen,
    alsoFits,
    system,
    capsLockOn: scans.flat().some(({ capsLock }) => capsLock),
    ending,
    extraEnd,
    medianGap: median(gaps),
    maxGap: largest(gaps),
    separator: gs1 ? separatorOf(gs1) : null,
    aim,
    wrong: compared.flatMap(({ wrong }) => wrong),
  }
  const profile = profileOf(known, decoding, prefix)
  return { ...known, profile, advice: adviseOn(known, prefix) }
}

function profileOf(known: Known, decoding: Decoding, prefix: string): ScannerSettings {
  const { ending, separator, aim, medianGap, maxGap } = known
  const defaults = scannerProfile.parse({})
  const widest = Math.min(2000, Math.max(defaults.maxGap, Math.ceil(maxGap * 1.5)))
  return {
    ...defaults,
    ...decoding,
    prefix: prefix.length <= 8 ? prefix : '',
    suffix: ending === 'enterTwice' ? 'enter' : ending === 'mixed' ? 'any' : ending,
    medianGap: Math.min(1000, Math.max(defaults.medianGap, Math.ceil(medianGap * 1.5))),
    maxGap: widest,
    silence: Math.max(defaults.silence, Math.min(2000, widest + 20)),
    separator: separator === null || separator.way === 'other' ? 'any' : separator.way,
    separatorText: separator?.way === 'text' ? separator.text : '',
    aim: aim !== null,
  }
}

/** What all have in common from their beginning; the whole of it where there is but one. */
function common(texts: readonly string[]): string {
  const [first = '', ...rest] = texts
  let length = first.length
  for (const text of rest) while (!text.startsWith(first.slice(0, length))) length -= 1
  return first.slice(0, length)
}

/** From each key that is no modifier to the next, as the capture measures it. */
function gapsOf(keys: Recording): readonly number[] {
  const times = keys.filter(({ kind, repeat }) => kind === 'down' && !repeat).map(({ at }) => at)
  return times.slice(1).map((at, index) => at - (times[index] ?? at))
}

/** The layout whose table names the characters that this computer made of the keys. */
function systemLayout(keys: readonly RawKey[]): LayoutName | null {
  const typed = keys.filter(
    ({ kind, key, control, alt, capsLock }) => kind === 'down' && key.length === 1 && !control && !alt && !capsLock,
  )
  const scores = scannerLayouts.map((name) => ({
    name,
    hits: typed.filter(({ code, key, shift }) => layouts[name][code]?.[shift ? 1 : 0] === key).length,
  }))
  const best = scores.reduce((most, each) => (each.hits > most.hits ? each : most))
  return typed.length > 0 && best.hits >= typed.length * 0.9 ? best.name : null
}
