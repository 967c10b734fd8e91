import { layouts, type LayoutName } from '../../src/renderer/scanner/layouts.ts'
import type { RawKey } from '../../src/renderer/scanner/raw-key.ts'
import type { SeparatorWay } from '../../src/renderer/scanner/learn/learned.ts'

/** The keys that a keyboard-wedge scanner sends for a text, as a computer with a layout of its own hears them. */
export interface Wedge {
  /** The keyboard that the scanner believes it is. */
  readonly layout: LayoutName
  /** The computer's. */
  readonly system: LayoutName
  readonly prefix: string
  readonly aim: string
  readonly end: readonly ('Enter' | 'Tab' | 'Ctrl+J')[]
  readonly separator: Exclude<SeparatorWay, 'other'>
  /** For `text`. */
  readonly substitute: string
  /** On at the computer. */
  readonly capsLock: boolean
  /** The scanner believes that Caps Lock is on. */
  readonly inverted: boolean
  /** Milliseconds from key to key, and for how long each is down. */
  readonly gap: number
  readonly hold: number
}

export const plainWedge: Wedge = {
  layout: 'us',
  system: 'us',
  prefix: '',
  aim: '',
  end: ['Enter'],
  separator: 'character',
  substitute: '~',
  capsLock: false,
  inverted: false,
  gap: 6,
  hold: 2,
}

interface Stroke {
  readonly code: string
  readonly level: 0 | 1 | 2 | 3
}

const marks: Readonly<Record<string, string>> = {
  '`': '\u0300',
  '´': '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '¨': '\u0308',
}

/** The strokes of a character; null: this keyboard has none. */
export function strokesOf(character: string, layout: LayoutName): readonly Stroke[] | null {
  const direct = strokeOf(character, layout)
  if (direct) return [direct]
  const dead = strokeOf(marks[character] ?? '', layout)
  return dead && [dead, { code: 'Space', level: 0 }]
}

function strokeOf(character: string, layout: LayoutName): Stroke | null {
  for (const [code, characters] of Object.entries(layouts[layout])) {
    if (code.startsWith('Numpad')) continue
    const level = characters.indexOf(character)
    if (character !== '' && level >= 0) return { code, level: level as Stroke['level'] } // safe: a key has four levels
  }
  return null
}

/** The event list of one scan, from `start` on. */
export function keysOfScan(text: string, options: Partial<Wedge> = {}, start = 1000): readonly RawKey[] {
  const wedge = { ...plainWedge, ...options }
  const keyboard = createEvents(wedge, start)
  for (const character of `${wedge.prefix}${wedge.aim}${text}`) {
    if (character === '\x1d') keyboard.separate()
    else keyboard.write(character)
  }
  for (const end of wedge.end) {
    if (end === 'Ctrl+J') keyboard.press('KeyJ', { control: true, key: 'j' })
    else keyboard.press(end, { key: end })
  }
  return keyboard.events
}

function createEvents(wedge: Wedge, start: number) {
  const events: RawKey[] = []
  let at = start
  const none = {
    shift: false,
    control: false,
    alt: false,
    meta: false,
    altGraph: false,
    repeat: false,
    composing: false,
  }
  const base = { ...none, capsLock: wedge.capsLock }
  const send = (kind: 'down' | 'up', code: string, more: Partial<RawKey>): void => {
    events.push({ ...base, kind, code, key: code, at, ...more })
  }
  const press = (code: string, more: Partial<RawKey>): void => {
    send('down', code, more)
    at += wedge.hold
    send('up', code, more)
    at += wedge.gap - wedge.hold
  }
  const stroke = ({ code, level }: Stroke): void => {
    const shift = level % 2 === 1
    const altGraph = level > 1
    // Without an AltGr of its own, the computer hears the right Alt key.
    const third = hasAltGraph(wedge.system) ? { altGraph } : { alt: altGraph }
    const key = hasAltGraph(wedge.system) ? 'AltGraph' : 'Alt'
    if (shift) send('down', 'ShiftLeft', { key: 'Shift', shift })
    if (altGraph) send('down', 'AltRight', { key, ...third, shift })
    press(code, { key: heardAs(code, level, wedge), shift, ...third })
    if (altGraph) send('up', 'AltRight', { key, shift })
    if (shift) send('up', 'ShiftLeft', { key: 'Shift' })
  }
  const alt = (digits: string): void => {
    send('down', 'AltLeft', { key: 'Alt', alt: true })
    for (const digit of digits) press(`Numpad${digit}`, { key: digit, alt: true })
    send('up', 'AltLeft', { key: 'Alt' })
  }
  const write = (character: string): void => {
    const strokes = strokesOf(wedge.inverted ? swapped(character) : character, wedge.layout)
    if (strokes) strokes.forEach(stroke)
    else alt(`0${String(character.charCodeAt(0))}`)
  }
  const separate = (): void => {
    const ways: Readonly<Record<Wedge['separator'], () => void>> = {
      character: () => press('BracketRight', { key: '\x1d', control: true }),
      altDigits: () => alt('029'),
      altKey: () => press('Numpad0', { key: '0', alt: true }),
      f8: () => press('F8', { key: 'F8' }),
      control: () => press('BracketRight', { key: ']', control: true }),
      arrowDown: () => press('ArrowDown', { key: 'ArrowDown' }),
      text: () => Array.from(wedge.substitute).forEach(write),
      lost: () => undefined,
    }
    ways[wedge.separator]()
  }
  return { events, press, write, separate }
}

const hasAltGraph = (layout: LayoutName): boolean => layout !== 'us'

/** What the computer makes of the key. */
function heardAs(code: string, level: Stroke['level'], { system, capsLock }: Wedge): string {
  const character = layouts[system][code]?.[level] ?? layouts[system][code]?.[0] ?? 'Unidentified'
  if (/[\u0300-\u0308]/.test(character)) return 'Dead'
  return capsLock ? swapped(character) : character
}

const swapped = (character: string): string =>
  /^[a-z]$/i.test(character)
    ? character === character.toLowerCase()
      ? character.toUpperCase()
      : character.toLowerCase()
    : character
