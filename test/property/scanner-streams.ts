import { groupSeparator } from '../../src/renderer/scanner/decode.ts'
import { layouts, type LayoutName } from '../../src/renderer/scanner/layouts.ts'
import type { RawKey } from '../../src/renderer/scanner/raw-key.ts'
import type { ScannerProfile } from '../../src/renderer/scanner/scan.ts'
import { longestStall } from '../../src/renderer/scanner/verdict.ts'
import { scannerLayouts, scannerProfile } from '../../src/shared/contract/settings.ts'
import { checkDigit } from '../../src/shared/domain/gtin.ts'
import { typedBy } from '../support/burst-page.ts'
import { keysOfScan, plainWedge, type Wedge } from '../support/scanner-keys.ts'

/**
 * Random streams of keys: a hand and a scanner at one computer, in any order. One stream has one scanner, set up in any
 * of the ways there are, and the profile that fits it; all its scans are within the limits that the profile and
 * docs/codes.md name. What a person typed and what was scanned is known of each.
 */
export interface Stream {
  readonly profile: ScannerProfile
  /** The focus is in a field. */
  readonly inField: boolean
  readonly keys: readonly RawKey[]
  readonly codes: readonly string[]
  readonly typed: string
}

/** A number from 0 up to, and without, `sides`. */
export type Dice = (sides: number) => number

/** Mulberry32. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * sides)
  }
}

const pick = <T>(dice: Dice, from: Some<T>): T => from[dice(from.length)] ?? from[0]

interface Setup {
  readonly wedge: Wedge
  readonly profile: ScannerProfile
  /** Some of its keys take up to two seconds. */
  readonly stalls: boolean
  /** Of its item numbers: where one stalls just behind what is a shorter number too, no clock tells which it is. */
  readonly gtinLength: number
}

const paces = [{}, {}, {}, { medianGap: 60, maxGap: 120, silence: 140 }] as const
type Some<T> = readonly [T, ...T[]]
const ends: Some<Wedge['end']> = [['Enter'], ['Tab'], [], ['Enter', 'Ctrl+J'], ['Enter', 'Enter'], ['Ctrl+J']]
const separators = ['character', 'altDigits', 'altKey', 'f8', 'control', 'arrowDown', 'text', 'lost'] as const

export function makeStream(seed: number): Stream {
  const dice = createDice(seed)
  const setup = makeSetup(dice)
  const keys: RawKey[] = []
  const codes: string[] = []
  let typed = ''
  let at = 1000
  const parts = Array.from({ length: 1 + dice(4) }, () => dice(2) === 1)
  for (const [part, isScan] of parts.entries()) {
    if (isScan) {
      const { code, scan } = makeScan(dice, setup, codes.length, at)
      codes.push(code)
      keys.push(...scan)
    } else {
      const hand = makeTyping(dice, setup.wedge, at)
      typed += hand.map((key) => (key.kind === 'down' ? typedBy(key) : '')).join('')
      keys.push(...hand)
    }
    at = (keys.at(-1)?.at ?? at) + pauseBetween(isScan, parts[part + 1] === true, setup, dice)
  }
  return { profile: setup.profile, inField: dice(2) === 0, keys, codes, typed }
}

function makeSetup(dice: Dice): Setup {
  const end = pick(dice, ends)
  const stalls = end.length > 0 && dice(5) === 0
  const separator = pick(dice, separators)
  const substitute = pick(dice, ['~', '<GS>', '{GS}'])
  const inverted = dice(4) === 0
  const prefix = pick(dice, ['', '', '', '*', '#', '\x02'])
  const layout = pick(dice, scannerLayouts)
  const wedge: Wedge = {
    ...plainWedge,
    layout,
    system: dice(3) === 0 ? layout : pick(dice, scannerLayouts),
    prefix,
    aim: pick(dice, ['', '', ']C1', ']E0', ']d2']),
    end,
    separator,
    substitute,
    inverted,
    capsLock: dice(4) === 0,
    gap: 2,
    hold: 1,
  }
  const suffix = end.length === 0 ? 'none' : end[0] === 'Tab' ? 'tab' : 'enter'
  const profile = scannerProfile.parse({
    ...pick(dice, paces),
    layout,
    caseInverted: inverted,
    prefix,
    suffix: dice(2) === 0 ? 'any' : suffix,
    separator: separator === 'text' ? 'text' : 'any',
    separatorText: separator === 'text' ? substitute : '',
  })
  return { wedge, profile, stalls, gtinLength: pick(dice, [8, 12, 13, 14]) }
}

/**
 * A suffix makes room for the next scan at once. Without one, whoever comes next is somebody else only after the longest
 * silence and the latest suffix. A hand takes its time.
 */
function pauseBetween(isScan: boolean, isScanNext: boolean, { wedge, stalls }: Setup, dice: Dice): number {
  if (stalls || (isScan && wedge.end.length === 0)) return 2 * longestStall + 500 + dice(500)
  return isScan && isScanNext ? 5 + dice(300) : 400 + dice(300)
}

const plainCharacters = Array.from('abcdefghijklmnopqrstuvwxyzABC0123456789-./ ')
const digits = Array.from('0123456789')

function makeScan(dice: Dice, { wedge, profile, stalls, gtinLength }: Setup, before: number, start: number) {
  const label = stalls ? provenLabel(dice, gtinLength) : dice(3) === 0 ? gtin(dice, gtinLength) : plainLabel(dice)
  const once = keysOfScan(label, wedge, 0)
  const count = once.filter(({ kind, key }) => kind === 'down' && !modifiers.has(key)).length
  // The first scan shows how the scanner ends its codes; only then can a late end be waited for.
  const presses =
    stalls && before > 0 ? stalledPresses(dice, count, wedge.end.length) : steadyPresses(dice, count, profile, wedge)
  const separator = wedge.separator === 'lost' ? '' : groupSeparator
  return { code: wedge.aim + label.replaceAll(groupSeparator, separator), scan: retimed(once, presses, start) }
}

const modifiers: ReadonlySet<string> = new Set(['Shift', 'Alt', 'AltGraph'])

/** No space in front or at the end, which scanners trim; a separator only behind what shows that it is a scan. */
function plainLabel(dice: Dice): string {
  const characters = Array.from({ length: 4 + dice(26) }, () => plainCharacters[dice(plainCharacters.length)] ?? 'a')
  if (characters.length > 8 && dice(2) === 0) characters[4 + dice(characters.length - 6)] = groupSeparator
  return `a${characters.join('').trim()}Z`
}

const someDigits = (dice: Dice, length: number): string =>
  Array.from({ length }, () => digits[dice(digits.length)] ?? '0').join('')

function gtin(dice: Dice, length: number): string {
  const body = someDigits(dice, length - 1)
  return body + String(checkDigit(body))
}

/** With a check digit or with none, so that it is plain what a digit in front of it is. */
function provenLabel(dice: Dice, gtinLength: number): string {
  if (dice(2) === 0) return gtin(dice, gtinLength)
  return `${someDigits(dice, 7)}AB-${dice(2) === 0 ? '' : groupSeparator}${someDigits(dice, dice(6))}X`
}

/** How long a key waits for its turn since the last one was up, and how long it is down. */
interface Pressing {
  readonly before: number
  readonly hold: number
}

/** Half the gaps within the median's limit, the others within the widest; each key is up before the next is down. */
function steadyPresses(
  dice: Dice,
  count: number,
  profile: ScannerProfile,
  { end, separator, prefix }: Wedge,
): Pressing[] {
  const byAlt = separator === 'altDigits' || prefix === '\x02'
  const limitOf = (index: number): number =>
    // An Alt code is one character of several keys, and the second key of an end comes at the scanner's own pace.
    byAlt || index % 2 === 1 || index > count - end.length ? profile.medianGap : profile.maxGap
  const gaps = Array.from({ length: count }, (_, index) => dice(limitOf(index) + 1))
  const holds = gaps.map((_, index) => Math.min(gaps[index + 1] ?? 5, 20))
  return gaps.map((gap, index) => ({
    before: index === 0 ? 0 : gap - (holds[index - 1] ?? 0),
    hold: holds[index] ?? 0,
  }))
}

/**
 * Up to a quarter of the keys stall, each for as long as is waited for: before a key, the end included, or while it is
 * down. More than that is not a scanner that stalls but a slow one. First keys like a hand's are a hand's.
 */
function stalledPresses(dice: Dice, count: number, endKeys: number): Pressing[] {
  for (;;) {
    const pace = 1 + dice(15)
    const presses = Array.from({ length: count }, () => ({ before: pace, hold: 1 }))
    const last = count - endKeys
    for (let stalls = 1 + dice(Math.max(1, Math.floor(last / 4))); stalls > 0; stalls -= 1) {
      const press = presses[1 + dice(last)]
      if (press) Object.assign(press, dice(2) === 0 ? { hold: 100 + dice(1890) } : { before: 100 + dice(1890) })
    }
    if (!beginsLikeHand(presses) && !isBeyondLimit(presses)) return presses
  }
}

function beginsLikeHand(presses: readonly Pressing[]): boolean {
  const firstTap = presses.findIndex(({ hold }) => hold < 100)
  return presses.slice(1, firstTap + 1).some(({ before }) => before >= 100) || isThoughtAt(presses)
}

/** So many of the first keys are slow, three in a row to begin with, that a hand may be looking for each of them. */
function isThoughtAt(presses: readonly Pressing[]): boolean {
  const isQuick = presses.slice(1).map(({ before }, index) => before + (presses[index]?.hold ?? 0) < 100)
  return isQuick.some((_, index) => index >= 2 && isQuick.slice(0, index + 1).filter(Boolean).length * 4 < index + 1)
}

/** Two stalls that meet are one from key to key, and may be no longer than one. */
const isBeyondLimit = (presses: readonly Pressing[]): boolean =>
  presses.some(({ before }, index) => before + (presses[index - 1]?.hold ?? 0) >= longestStall)

/** Keys that were made two milliseconds apart and one down, at the times of these presses. */
function retimed(keys: readonly RawKey[], presses: readonly Pressing[], start: number): RawKey[] {
  const downs: number[] = []
  let at = start
  for (const { before, hold } of presses) {
    downs.push((at += before))
    at += hold
  }
  const timeOf = (place: number): number => {
    const press = place >> 1
    const down = downs[press]
    return down === undefined ? at : down + (place % 2 === 1 ? (presses[press]?.hold ?? 0) : 0)
  }
  return keys.map((key) => ({ ...key, at: timeOf(key.at) }))
}

const otherKeys = ['Backspace', 'ArrowDown', 'F8', 'Delete', 'Escape'] as const

/**
 * A hand: steady, rolling over keys, slow, or holding a key until it repeats; a finger stays down for 55 milliseconds or
 * more. Digits, letters and signs as this computer's layout has them, and keys that do something.
 */
function makeTyping(dice: Dice, { system, capsLock }: Wedge, start: number): RawKey[] {
  const keys: RawKey[] = []
  const rolls = dice(2) === 0
  const isSlow = dice(4) === 0
  const lastUp = new Map<string, number>()
  let at = start
  for (let count = 1 + dice(20); count > 0; count -= 1) {
    const chosen = keyOfHand(dice, system, capsLock)
    // The same key comes down again only after it was up.
    at = Math.max(at, (lastUp.get(chosen.code) ?? 0) + 20)
    const key = { ...chosen, at }
    const isHeld = dice(20) === 0
    const hold = isHeld ? 600 + dice(400) : 55 + dice(95)
    keys.push(key, { ...key, kind: 'up', at: at + hold })
    lastUp.set(key.code, at + hold)
    for (let later = 500; isHeld && later < hold; later += 33) keys.push({ ...key, repeat: true, at: at + later })
    const gap = isSlow ? 300 + dice(1200) : rolls && dice(3) > 0 ? 15 + dice(20) : 60 + dice(200)
    at += isHeld ? hold + gap : gap
  }
  return keys.toSorted((a, b) => a.at - b.at)
}

function keyOfHand(dice: Dice, system: LayoutName, capsLock: boolean): RawKey {
  const none = { control: false, alt: false, meta: false, altGraph: false, repeat: false, composing: false }
  const base = { ...none, kind: 'down', shift: false, capsLock, at: 0 } as const
  const kind = dice(24)
  if (kind < 2) return { ...base, code: 'Enter', key: 'Enter' }
  if (kind === 2) return ((key) => ({ ...base, code: key, key }))(pick(dice, otherKeys))
  const table = Object.entries(layouts[system])
  const [code, characters] = table[dice(table.length)] ?? ['KeyA', ['a', 'A']]
  const shift = dice(6) === 0
  const character = characters[shift ? 1 : 0]
  // A dead key writes nothing until the next one, and that is the browser's business.
  if (/[\u0300-\u0308]/.test(character)) return { ...base, code: 'KeyE', key: 'e' }
  const swap = capsLock && /^[a-z]$/i.test(character)
  const upper = shift !== swap
  return { ...base, code, shift, key: swap ? (upper ? character.toUpperCase() : character.toLowerCase()) : character }
}
