import type { Route } from './burst-keys.ts'
import { decodeAltDigits, decodeKey, type Decoding, type Meaning } from './decode.ts'
import { opensPicker, takesText } from './field-memory.ts'
import type { RawKey } from './raw-key.ts'
import type { ScannerProfile } from './scan.ts'

/** Reads key events: what each means, and where it is going. Knows the few keys whose meaning takes several events. */

export interface KeyReader {
  /** `running`: a burst is under way. */
  down(key: RawKey, running: boolean, profile: Reading): Meaning
  /** The character that an Alt code makes, which exists only once Alt is up; null: this key ends none. */
  up(key: RawKey): string | null
  /** The key is a digit of an Alt code. */
  isAltDigit(key: RawKey): boolean
  /** Keys were missed. */
  reset(): void
}

type Reading = Decoding & Pick<ScannerProfile, 'maxGap'>

export function createKeyReader(): KeyReader {
  let altDigits: string | null = null
  let rightAlt = false
  let caps = { toggled: false, at: -Infinity }

  /** Caps Lock pressed within a scan, or right before its first key, is the scanner's way to a capital letter. */
  const noteCapsLock = ({ key, repeat, at }: RawKey, running: boolean, maxGap: number): void => {
    const near = running || at - caps.at <= maxGap
    if (key === 'CapsLock' && !repeat) caps = { toggled: !(near && caps.toggled), at }
    else if (!near) caps = { toggled: false, at: -Infinity }
  }

  const isAltDigit = ({ alt, code }: RawKey): boolean => altDigits !== null && alt && /^Numpad\d$/.test(code)

  const down: KeyReader['down'] = (raw, running, profile) => {
    if (raw.code === 'AltRight') rightAlt = true
    if (raw.key === 'Alt' && !raw.repeat) altDigits = ''
    noteCapsLock(raw, running, profile.maxGap)
    if (!isAltDigit(raw)) return decodeKey({ ...raw, rightAlt, capsToggled: caps.toggled }, profile)
    if (!raw.repeat) altDigits = `${altDigits ?? ''}${raw.code.slice(-1)}`
    return { kind: 'modifier' }
  }

  const up: KeyReader['up'] = ({ code, key }) => {
    if (code === 'AltRight') rightAlt = false
    if (key !== 'Alt') return null
    const text = altDigits === null ? null : decodeAltDigits(altDigits)
    altDigits = null
    return text
  }

  const reset = (): void => {
    altDigits = null
    rightAlt = false
  }

  return { down, up, isAltDigit, reset }
}

/** Events of some senders carry no code. */
export const keyOf = (event: KeyboardEvent): string => (event.code === '' ? event.key : event.code)

/** Where the event was going, seen through shadow roots. */
export function targetOf(event: Event): Element | null {
  const target = event.composedPath()[0]
  return target instanceof Element ? target : null
}

/** What has the focus: nothing that takes text, a field, or one whose list or calendar a space opens. */
export type Place = 'page' | 'field' | 'picker'

export const routeOf = (event: KeyboardEvent, meaning: Meaning): Route =>
  routeIn(placeOf(targetOf(event)), event.key, meaning)

export function routeIn(place: Place, key: string, meaning: Meaning): Route {
  if (meaning.kind !== 'character' || key.length > 1) return 'act'
  if (key === ' ') return place === 'field' ? 'insert' : 'act'
  return place === 'page' ? 'page' : 'insert'
}

function placeOf(target: Element | null): Place {
  if (target === null || !takesText(target)) return 'page'
  return opensPicker(target) ? 'picker' : 'field'
}
