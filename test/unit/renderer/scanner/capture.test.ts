import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RecognisedScan } from '../../../../src/renderer/scanner/burst.ts'
import { createCapture, type Capture } from '../../../../src/renderer/scanner/capture.ts'
import { scannerProfile } from '../../../../src/shared/contract/settings.ts'
import { createKeyboard, type Keyboard } from './keyboard.ts'

const defaults = scannerProfile.parse({})
let keyboard: Keyboard
let capture: Capture
let scans: RecognisedScan[]
let typed: string[]
let happened: string[]

const codes = (): string[] => scans.map(({ code }) => code)

/** Puts the markup on the page and focuses what it marks with `id="focus"`; notes clicks, submits and keys seen. */
function page<E extends HTMLElement>(markup: string): E {
  document.body.innerHTML = markup
  const element = document.querySelector<E>('#focus')
  if (!element) throw new Error('Nothing to focus')
  element.focus()
  return element
}

beforeEach(() => {
  keyboard = createKeyboard()
  scans = []
  typed = []
  happened = []
  const onScan = (scan: RecognisedScan): void => void scans.push(scan)
  capture = createCapture({
    window,
    clock: keyboard.clock,
    profile: defaults,
    onScan,
    onTyped: (key) => typed.push(key),
  })
  document.body.onclick = () => happened.push('click')
  document.body.onsubmit = (event) => {
    event.preventDefault()
    happened.push('submit')
  }
  document.body.onkeydown = (event) => void (event.key === 'Shift' || happened.push(event.key))
})

afterEach(() => {
  capture.dispose()
  document.body.innerHTML = ''
})

describe('a scan while a text field has the focus', () => {
  it('leaves value and selection as they were and submits nothing', () => {
    const field = page<HTMLInputElement>('<form><input id="focus" value="hello world"><button>Go</button></form>')
    field.setSelectionRange(2, 4, 'backward')
    keyboard.scan('4006381333931')
    keyboard.wait(500)
    expect(codes()).toEqual(['4006381333931'])
    expect(field.value).toBe('hello world')
    expect([field.selectionStart, field.selectionEnd, field.selectionDirection]).toEqual([2, 4, 'backward'])
    expect(happened).not.toContain('submit')
    expect(happened).not.toContain('Enter')
    expect(document.activeElement).toBe(field)
  })

  it('is taken back from a text area and from a field that knows no selection', () => {
    const area = page<HTMLTextAreaElement>('<textarea id="focus">two\nlines</textarea>')
    keyboard.scan('Ab-12/x')
    expect(area.value).toBe('two\nlines')
    const number = page<HTMLInputElement>('<input id="focus" type="number" value="12">')
    keyboard.scan('123456')
    expect(number.value).toBe('12')
    expect(codes()).toEqual(['Ab-12/x', '123456'])
  })

  it('moves no focus when it ends in Tab', () => {
    const field = page('<input id="focus"><input>')
    keyboard.scan('ABCD', { suffix: 'Tab' })
    expect(document.activeElement).toBe(field)
    expect(scans).toMatchObject([{ code: 'ABCD', suffix: 'tab' }])
  })

  it('ends after silence where no suffix comes', () => {
    const field = page<HTMLInputElement>('<input id="focus" value="x">')
    keyboard.scan('ABC-1', { suffix: null })
    expect(codes()).toEqual([])
    keyboard.wait(100)
    expect(scans).toMatchObject([{ code: 'ABC-1', suffix: null }])
    expect(field.value).toBe('x')
  })

  it('is taken back from every field of a code entry that hands the focus on, focus included', () => {
    const first = page<HTMLInputElement>('<input id="focus"><input><input><input>')
    const fields = [...document.querySelectorAll('input')]
    for (const [index, field] of fields.entries()) field.oninput = () => field.value && fields[index + 1]?.focus()
    keyboard.scan('7654321')
    expect(fields.map(({ value }) => value)).toEqual(['', '', '', ''])
    expect(document.activeElement).toBe(first)
  })

  it('is recognised at an uneven pace within the limits, after all of it was written', () => {
    const field = page<HTMLInputElement>('<input id="focus" value="a">')
    field.setSelectionRange(1, 1)
    for (const gap of [70, 30, 75, 20, 30, 80]) {
      keyboard.press('Digit7', { hold: 5 })
      keyboard.wait(gap - 5)
    }
    expect(field.value).toBe('a777777')
    keyboard.press('Enter')
    expect(codes()).toEqual(['777777'])
    expect(field.value).toBe('a')
  })
})

describe('a scan while something else has the focus', () => {
  it('fires no button with Enter or spaces', () => {
    page('<button id="focus">Delete</button>')
    keyboard.scan('AB CD  EF')
    keyboard.scan('A B C D')
    keyboard.wait(500)
    expect(codes()).toEqual(['AB CD  EF', 'A B C D'])
    expect(happened).toEqual([])
  })

  it('toggles no checkbox and presses nothing in an open dialog', () => {
    const box = page<HTMLInputElement>('<dialog open><input type="checkbox" id="focus"><button>OK</button></dialog>')
    keyboard.scan('A 1 2 3')
    expect(box.checked).toBe(false)
    expect(happened).toEqual([])
    expect(codes()).toEqual(['A 1 2 3'])
  })

  it('leaves the choice of a select', () => {
    const field = page<HTMLSelectElement>(
      '<select id="focus"><option>Main</option><option>Annex</option><option>Back</option></select>',
    )
    keyboard.scan('BACK-01')
    expect(field.value).toBe('Main')
    expect(codes()).toEqual(['BACK-01'])
  })

  it('starts no shortcut of the page with its digits', () => {
    page('<button id="focus">x</button>')
    keyboard.scan('1234', { suffix: null, gap: 30 })
    keyboard.wait(500)
    expect(happened).toEqual([])
    expect(typed).toEqual([])
    expect(codes()).toEqual(['1234'])
  })

  it('counts two hundred in a row at no delay, repeats included', () => {
    page('<form><input><button id="focus">Post</button></form>')
    const expected = Array.from({ length: 200 }, (_, index) => `40063813${String(index >> 1).padStart(5, '0')}`)
    for (const code of expected) keyboard.scan(code, { gap: 0 })
    keyboard.wait(500)
    expect(codes()).toEqual(expected)
    expect(happened).toEqual([])
  })

  it('counts two hundred in a row at no delay into a field', () => {
    const field = page<HTMLInputElement>('<form><input id="focus" value="q"><button>Post</button></form>')
    const expected = Array.from({ length: 200 }, (_, index) => `SKU-${String(index >> 1)}`)
    for (const code of expected) keyboard.scan(code, { gap: 0 })
    expect(codes()).toEqual(expected)
    expect(field.value).toBe('q')
    expect(happened.filter((what) => ['click', 'submit', 'Enter'].includes(what))).toEqual([])
  })
})

describe('typing', () => {
  it('reaches the field as it is typed, rolls included, and Enter submits', () => {
    const field = page<HTMLInputElement>('<form><input id="focus"></form>')
    keyboard.type('the station nation', { gap: [60, 25, 90, 30, 28, 75], hold: 85 })
    keyboard.type('\n')
    expect(field.value).toBe('the station nation')
    expect(happened).toContain('submit')
    expect(scans).toEqual([])
  })

  it('is never a scan however fast the hand rolls', () => {
    const field = page<HTMLInputElement>('<form><input id="focus"></form>')
    keyboard.type('were\n', { gap: 30, hold: 70 })
    keyboard.wait(500)
    keyboard.type('asdf', { gap: 8, hold: 60 })
    keyboard.wait(500)
    expect(field.value).toBe('wereasdf')
    expect(scans).toEqual([])
  })

  it('of a quantity on the number pad is never a scan', () => {
    const field = page<HTMLInputElement>('<form><input id="focus"></form>')
    for (const digit of '1200') {
      keyboard.press(`Numpad${digit}`, { hold: 52 })
      keyboard.wait(10)
    }
    keyboard.press('NumpadEnter', { hold: 60 })
    expect(field.value).toBe('1200')
    expect(happened).toContain('submit')
    expect(scans).toEqual([])
  })

  it('of digits with no field in focus is reported in order, and shortcuts get their keys', () => {
    page('<button id="focus">x</button>')
    keyboard.type('12*', { gap: 60, hold: 75 })
    keyboard.press('Escape', { hold: 60 })
    keyboard.wait(200)
    expect(typed).toEqual(['1', '2', '*', 'Escape'])
    expect(happened).toEqual(['1', '2', '*', 'Escape'])
  })

  it('reaches a shortcut before the Enter that follows it', () => {
    page('<button id="focus">x</button>')
    keyboard.type('7\n', { gap: 40, hold: 60 })
    expect(happened).toEqual(['7', 'Enter', 'click'])
  })

  it('of a digit that a shortcut uses is not reported', () => {
    page('<button id="focus">x</button>')
    document.body.onkeydown = (event) => event.preventDefault()
    keyboard.type('3')
    expect(typed).toEqual([])
  })

  it('presses a button with Space and with Enter', () => {
    page('<button id="focus">x</button>')
    keyboard.press('Space', { hold: 70 })
    keyboard.wait(300)
    keyboard.press('Enter', { hold: 70 })
    expect(happened.filter((what) => what === 'click')).toHaveLength(2)
  })

  it('that holds a key down is never a scan', () => {
    const field = page<HTMLInputElement>('<input id="focus">')
    keyboard.down('KeyA')
    keyboard.wait(400)
    for (let count = 0; count < 20; count++) {
      keyboard.down('KeyA', { repeat: true })
      keyboard.wait(30)
    }
    keyboard.up('KeyA')
    keyboard.wait(500)
    expect(field.value).toBe('a'.repeat(21))
    expect(scans).toEqual([])
  })

  it('through an input method is left alone', () => {
    page('<input id="focus">')
    for (const code of ['KeyN', 'KeyI', 'KeyH', 'KeyA', 'KeyO'])
      keyboard.press(code, { key: 'Process', isComposing: true })
    keyboard.press('Enter', { isComposing: true })
    keyboard.wait(500)
    expect(scans).toEqual([])
    expect(happened).toContain('Enter')
  })

  it('of shortcuts passes at once', () => {
    page('<button id="focus">x</button>')
    keyboard.press('KeyK', { control: true })
    keyboard.press('Digit2', { control: true })
    keyboard.press('F8')
    keyboard.press('ArrowDown')
    expect(happened).toEqual(['k', '2', 'F8', 'ArrowDown'])
  })
})

describe('what scanners send', () => {
  const send = (events: () => void): string | undefined => {
    page('<button id="focus">x</button>')
    for (const code of ['Digit0', 'Digit1', 'KeyA']) keyboard.press(code)
    events()
    for (const code of ['Digit2', 'Digit1']) keyboard.press(code)
    keyboard.press('Enter')
    expect(happened).toEqual([])
    return codes().at(-1)
  }
  const altCode = (digits: string): void => {
    keyboard.down('AltLeft', { alt: true })
    for (const digit of digits) keyboard.press(`Numpad${digit}`, { alt: true, hold: 0 })
    keyboard.up('AltLeft')
  }

  it.each([
    ['as itself', () => keyboard.press('BracketRight', { key: '\x1d', control: true })],
    ['as F8', () => keyboard.press('F8')],
    ['as the down arrow', () => keyboard.press('ArrowDown')],
  ])('separates groups %s', (_, events) => {
    expect(send(events)).toBe('01a\x1d21')
  })

  it.each(['0029', '029', '0'])('separates groups as Alt+%s', (digits) => {
    page('<button id="focus">x</button>')
    keyboard.scan('01A', { suffix: null })
    altCode(digits)
    keyboard.scan('21B')
    expect(codes()).toEqual(['01A\x1d21B'])
  })

  it('is read when every character is an Alt code', () => {
    page('<button id="focus">x</button>')
    for (const character of 'Hé-7') {
      altCode(`0${String(character.charCodeAt(0))}`)
      keyboard.wait(3)
    }
    keyboard.press('Enter')
    expect(codes()).toEqual(['Hé-7'])
  })

  it('keeps case and punctuation under Caps Lock', () => {
    page('<input id="focus">')
    for (const [code, shift] of [
      ['KeyA', true],
      ['KeyB', false],
      ['Minus', true],
      ['Digit4', false],
    ] as const) {
      keyboard.press(code, { shift, capsLock: true })
    }
    keyboard.press('Enter', { capsLock: true })
    expect(codes()).toEqual(['Ab_4'])
    expect(scans[0]?.heard).toBe('aB_4')
  })

  it('is read from the number pad', () => {
    page('<button id="focus">x</button>')
    for (const digit of '40063') keyboard.press(`Numpad${digit}`)
    keyboard.press('NumpadEnter')
    expect(codes()).toEqual(['40063'])
    expect(happened).toEqual([])
  })

  it('may end in two keys', () => {
    page('<button id="focus">x</button>')
    keyboard.scan('ABCDE')
    keyboard.press('Enter')
    expect(happened).toEqual([])
  })

  it('may overlap its keys, or never report their release, at a pace no hand has', () => {
    page('<button id="focus">x</button>')
    for (const code of ['KeyA', 'KeyB', 'KeyC', 'KeyD']) {
      keyboard.down(code)
      keyboard.wait(5)
    }
    keyboard.down('Enter')
    expect(codes()).toEqual(['abcd'])
    expect(happened).toEqual([])
  })
})

describe('the profile', () => {
  it('reads a French scanner on this computer', () => {
    capture.setProfile({ ...defaults, layout: 'fr' })
    page('<input id="focus">')
    for (const [code, shift] of [
      ['KeyH', true],
      ['KeyQ', true],
      ['Digit1', true],
      ['Digit1', false],
      ['Digit6', false],
    ] as const) {
      keyboard.press(code, { shift })
    }
    keyboard.press('Enter')
    expect(codes()).toEqual(['HA1&-'])
  })

  it('takes a prefixed scan that pace and length would refuse, without its prefix', () => {
    capture.setProfile({ ...defaults, prefix: '~' })
    const field = page<HTMLInputElement>('<input id="focus" value="v">')
    keyboard.scan('~AB', { gap: 75 })
    expect(codes()).toEqual(['AB'])
    expect(field.value).toBe('v')
  })

  it('lets a hand type the prefix', () => {
    capture.setProfile({ ...defaults, prefix: '*' })
    const field = page<HTMLInputElement>('<input id="focus">')
    keyboard.type('pa*ssword', { gap: 70, hold: 80 })
    keyboard.wait(500)
    expect(field.value).toBe('pa*ssword')
    expect(scans).toEqual([])
  })

  it('leaves bursts shorter than its minimum to the page', () => {
    capture.setProfile({ ...defaults, minLength: 6 })
    const field = page<HTMLInputElement>('<input id="focus">')
    keyboard.scan('12345', { suffix: null })
    keyboard.wait(500)
    expect(field.value).toBe('12345')
    expect(scans).toEqual([])
  })
})

it('drops the second of two readings without a suffix between, and no deliberate repeat', () => {
  page('<button id="focus">x</button>')
  keyboard.scan('ABCD', { suffix: null })
  keyboard.wait(110)
  keyboard.scan('ABCD', { suffix: null })
  keyboard.wait(310)
  expect(codes()).toEqual(['ABCD'])
  keyboard.scan('ABCD', { suffix: null })
  keyboard.wait(310)
  keyboard.scan('ABCD')
  keyboard.scan('ABCD')
  expect(codes()).toEqual(['ABCD', 'ABCD', 'ABCD', 'ABCD'])
})

it('hears keys that wait behind a late timer before silence decides', () => {
  const timers: (() => void)[] = []
  let now = 0
  const clock = { now: () => now, schedule: (_: number, run: () => void) => (timers.push(run), () => undefined) }
  const late = createCapture({
    window,
    clock,
    profile: defaults,
    onScan: (scan) => scans.push(scan),
    onTyped: () => undefined,
  })
  capture.dispose()
  page('<input id="focus">')
  const press = (code: string, key: string, at: number): void => {
    for (const type of ['keydown', 'keyup']) {
      const event = new KeyboardEvent(type, { code, key, bubbles: true, cancelable: true })
      Object.defineProperty(event, 'timeStamp', { value: at })
      document.activeElement?.dispatchEvent(event)
    }
  }
  for (const [index, digit] of [...'12345'].entries()) press(`Digit${digit}`, digit, index * 10)
  now = 400
  timers.at(-1)?.()
  for (const [index, digit] of [...'678'].entries()) press(`Digit${digit}`, digit, 50 + index * 10)
  press('Enter', 'Enter', 80)
  expect(codes()).toEqual(['12345678'])
  late.dispose()
})
