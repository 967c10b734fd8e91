import type { CaptureClock } from '../../../../src/renderer/scanner/capture.ts'

/**
 * A keyboard on a US computer, in a page with no browser around it: sends the events that a browser sends for each key
 * and does what a browser then does by itself (writing, pressing, submitting, moving the focus), in virtual time.
 */
export interface PressOptions {
  readonly hold?: number
  readonly shift?: boolean
  readonly control?: boolean
  readonly alt?: boolean
  readonly repeat?: boolean
  readonly capsLock?: boolean
  readonly altGraph?: boolean
  readonly key?: string
  readonly isComposing?: boolean
}

export interface Keyboard {
  readonly clock: CaptureClock
  readonly now: () => number
  /** Lets virtual time pass, with its timers. */
  wait(milliseconds: number): void
  down(code: string, options?: PressOptions): boolean
  up(code: string, options?: PressOptions): void
  /** Down, `hold` milliseconds, up. */
  press(code: string, options?: PressOptions): void
  /** What a scanner sends: each key released before the next one, with Shift as a key of its own. */
  scan(text: string, options?: { readonly gap?: number; readonly suffix?: 'Enter' | 'Tab' | null }): void
  /** A hand: each key stays down for `hold`, also beyond the next. Ends when every key is up. */
  type(text: string, options?: { readonly gap?: number | readonly number[]; readonly hold?: number }): void
}

const shifted = '~!@#$%^&*()_+{}|:"<>?'
const plain = "`1234567890-=[]\\;',./"
const codes = [
  ...['Backquote', ...Array.from('1234567890', (digit) => `Digit${digit}`), 'Minus', 'Equal'],
  ...['BracketLeft', 'BracketRight', 'Backslash', 'Semicolon', 'Quote', 'Comma', 'Period', 'Slash'],
]

/** The key and Shift that make a character on a US keyboard. */
export function keyFor(character: string): { code: string; shift: boolean } {
  if (character === ' ') return { code: 'Space', shift: false }
  if (character === '\n') return { code: 'Enter', shift: false }
  if (/[a-z]/i.test(character)) return { code: `Key${character.toUpperCase()}`, shift: /[A-Z]/.test(character) }
  const index = plain.indexOf(character)
  const code = codes[index < 0 ? shifted.indexOf(character) : index]
  if (code === undefined) throw new Error(`No key makes ${character}`)
  return { code, shift: index < 0 }
}

/** What a US computer makes of the key. */
function keyName(code: string, { shift = false, capsLock = false }: PressOptions): string {
  if (code === 'Space') return ' '
  if (/^Key[A-Z]$/.test(code)) return shift !== capsLock ? code.slice(3) : code.slice(3).toLowerCase()
  if (/^Numpad\d$/.test(code)) return code.slice(6)
  const index = codes.indexOf(code)
  if (index >= 0) return (shift ? shifted : plain)[index] ?? ''
  return code.replace(/(Left|Right)$/, '').replace('NumpadEnter', 'Enter')
}

export function createKeyboard(): Keyboard {
  let now = 1000
  const timers = new Set<{ readonly due: number; readonly run: () => void }>()
  const pressed = new Set<Element>()
  let shiftDown = false

  const clock: CaptureClock = {
    now: () => now,
    schedule: (delay, run) => {
      const timer = { due: now + delay, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
  }

  const wait = (milliseconds: number): void => {
    const end = now + milliseconds
    for (;;) {
      const [next] = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)
      if (!next) break
      timers.delete(next)
      now = Math.max(now, next.due)
      next.run()
    }
    now = end
  }

  const send = (
    type: string,
    code: string,
    options: PressOptions,
  ): { readonly event: KeyboardEvent; readonly wanted: boolean } => {
    const { shift = shiftDown, control, alt, repeat, capsLock, altGraph, isComposing } = options
    const event = new KeyboardEvent(type, {
      key: options.key ?? keyName(code, { ...options, shift }),
      code,
      shiftKey: shift,
      ctrlKey: control ?? false,
      altKey: alt ?? false,
      repeat: repeat ?? false,
      isComposing: isComposing ?? false,
      modifierCapsLock: capsLock ?? false,
      modifierAltGraph: altGraph ?? false,
      bubbles: true,
      cancelable: true,
      composed: true,
    })
    Object.defineProperty(event, 'timeStamp', { value: now })
    const wanted = (document.activeElement ?? document.body).dispatchEvent(event)
    return { event, wanted }
  }

  const down = (code: string, options: PressOptions = {}): boolean => {
    if (code.startsWith('Shift')) shiftDown = true
    const target = document.activeElement ?? document.body
    const { event, wanted } = send('keydown', code, options)
    if (wanted && !event.ctrlKey && !event.altKey) defaultAction(target, event, pressed)
    return wanted
  }

  const up = (code: string, options: PressOptions = {}): void => {
    if (code.startsWith('Shift')) shiftDown = false
    const target = document.activeElement ?? document.body
    const { event, wanted } = send('keyup', code, options)
    if (event.key !== ' ' || !pressed.delete(target) || !wanted) return
    if (target instanceof HTMLElement) target.click()
  }

  const press = (code: string, options: PressOptions = {}): void => {
    down(code, options)
    wait(options.hold ?? 2)
    up(code, options)
  }

  const scanKey = (code: string, shift: boolean, gap: number): void => {
    const hold = Math.min(2, gap)
    if (shift) down('ShiftLeft')
    press(code, { hold })
    if (shift) up('ShiftLeft')
    wait(gap - hold)
  }

  const scan: Keyboard['scan'] = (text, { gap = 8, suffix = 'Enter' } = {}) => {
    for (const character of text) {
      const { code, shift } = keyFor(character)
      scanKey(code, shift, gap)
    }
    if (suffix) press(suffix, { hold: Math.min(2, gap) })
  }

  const type: Keyboard['type'] = (text, { gap = 120, hold = 80 } = {}) => {
    const events: { readonly at: number; readonly run: () => void }[] = []
    let at = 0
    Array.from(text).forEach((character, index) => {
      const { code, shift } = keyFor(character)
      events.push({ at, run: () => down(code, { shift }) }, { at: at + hold, run: () => up(code, { shift }) })
      at += typeof gap === 'number' ? gap : (gap[index % gap.length] ?? 0)
    })
    const start = now
    for (const event of events.sort((a, b) => a.at - b.at)) {
      wait(start + event.at - now)
      event.run()
    }
  }

  return { clock, now: () => now, wait, down, up, press, scan, type }
}

function defaultAction(target: Element, event: KeyboardEvent, pressed: Set<Element>): void {
  const writes = target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && isText(target))
  if (event.key === 'Tab') return moveFocus(target)
  if (event.key === 'Enter') return pressEnter(target)
  if (writes && event.key.length === 1) return insert(target, event.key)
  if (target instanceof HTMLSelectElement && event.key.length === 1) return jump(target, event.key)
  if (event.key === ' ' && target.matches('button, input')) pressed.add(target)
}

const isText = (field: HTMLInputElement): boolean => !['checkbox', 'radio', 'button', 'submit'].includes(field.type)

function moveFocus(from: Element): void {
  const stops = [...document.querySelectorAll<HTMLElement>('input, button, textarea, select')]
  stops[(stops.indexOf(from as HTMLElement) + 1) % stops.length]?.focus()
}

function pressEnter(target: Element): void {
  if (target instanceof HTMLButtonElement) target.click()
  else if (target instanceof HTMLTextAreaElement) insert(target, '\n')
  else if (target instanceof HTMLInputElement) target.form?.requestSubmit()
}

/** Writes as a browser does, past what React put on the element. */
function insert(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const before = new InputEvent('beforeinput', { inputType: 'insertText', data: text, bubbles: true, cancelable: true })
  if (!field.dispatchEvent(before)) return
  const { value, selectionStart, selectionEnd } = field
  const start = selectionStart ?? value.length
  const next = value.slice(0, start) + text + value.slice(selectionEnd ?? value.length)
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, next)
  if (selectionStart !== null) field.setSelectionRange(start + text.length, start + text.length)
  field.dispatchEvent(new InputEvent('input', { inputType: 'insertText', data: text, bubbles: true }))
}

function jump(field: HTMLSelectElement, letter: string): void {
  const index = [...field.options].findIndex(({ text }) => text.toLowerCase().startsWith(letter.toLowerCase()))
  if (index < 0) return
  field.selectedIndex = index
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }))
}
