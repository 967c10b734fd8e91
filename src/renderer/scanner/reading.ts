import type { Route } from './burst-keys.ts'
import { decodeAltDigits, decodeKey, type Meaning } from './decode.ts'
import { opensPicker, takesText } from './field-memory.ts'
import type { ScannerProfile } from './scan.ts'

/** Reads key events: what each means, and where it is going. Knows the few keys whose meaning takes several events. */

export interface KeyReader {
  /** `running`: a burst is under way. */
  down(event: KeyboardEvent, running: boolean, profile: ScannerProfile): Meaning
  /** The character that an Alt code makes, which exists only once Alt is up; null: this key ends none. */
  up(event: KeyboardEvent): string | null
  /** The key is a digit of an Alt code. */
  isAltDigit(event: KeyboardEvent): boolean
  /** Keys were missed. */
  reset(): void
}

export function createKeyReader(): KeyReader {
  let altDigits: string | null = null
  let rightAlt = false
  let caps = { toggled: false, at: -Infinity }

  /** Caps Lock pressed within a scan, or right before its first key, is the scanner's way to a capital letter. */
  const noteCapsLock = (event: KeyboardEvent, running: boolean, { maxGap }: ScannerProfile): void => {
    const near = running || event.timeStamp - caps.at <= maxGap
    if (event.key === 'CapsLock' && !event.repeat) caps = { toggled: !(near && caps.toggled), at: event.timeStamp }
    else if (!near) caps = { toggled: false, at: -Infinity }
  }

  const isAltDigit = (event: KeyboardEvent): boolean =>
    altDigits !== null && event.altKey && /^Numpad\d$/.test(event.code)

  const down: KeyReader['down'] = (event, running, profile) => {
    if (event.code === 'AltRight') rightAlt = true
    if (event.key === 'Alt' && !event.repeat) altDigits = ''
    noteCapsLock(event, running, profile)
    if (!isAltDigit(event)) return decodeKey(readingOf(event, rightAlt, caps.toggled), profile.layout)
    if (!event.repeat) altDigits = `${altDigits ?? ''}${event.code.slice(-1)}`
    return { kind: 'modifier' }
  }

  const up: KeyReader['up'] = (event) => {
    if (event.code === 'AltRight') rightAlt = false
    if (event.key !== 'Alt') return null
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

const readingOf = (event: KeyboardEvent, rightAlt: boolean, capsToggled: boolean) => ({
  code: event.code,
  key: event.key,
  shift: event.shiftKey,
  control: event.ctrlKey,
  alt: event.altKey,
  meta: event.metaKey,
  altGraph: event.getModifierState('AltGraph'),
  capsLock: event.getModifierState('CapsLock'),
  composing: isComposing(event),
  rightAlt,
  capsToggled,
})

/** Chromium and Safari report a key that an input method took under this old number. */
const processedKeyCode = 229

export const isComposing = (event: KeyboardEvent): boolean =>
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign on the key that starts a composition
  event.isComposing || event.key === 'Process' || event.keyCode === processedKeyCode

/** Events of some senders carry no code. */
export const keyOf = (event: KeyboardEvent): string => (event.code === '' ? event.key : event.code)

/** Where the event was going, seen through shadow roots. */
export function targetOf(event: Event): Element | null {
  const target = event.composedPath()[0]
  return target instanceof Element ? target : null
}

export function routeOf(event: KeyboardEvent, meaning: Meaning): Route {
  if (meaning.kind !== 'character' || event.key.length > 1) return 'act'
  const target = targetOf(event)
  const isSpace = event.key === ' '
  if (target !== null && takesText(target)) return isSpace && opensPicker(target) ? 'act' : 'insert'
  return isSpace ? 'act' : 'page'
}
