import { describe, expect, it } from 'vitest'
import { createCapture } from '../../../../src/renderer/scanner/capture.ts'
import { createCaptureBench, defaults, noTyped } from './capture-bench.ts'

const bench = createCaptureBench()

describe('a scan while a text field has the focus', () => {
  it('leaves value and selection as they were and submits nothing', () => {
    const field = bench.input('<form><input id="focus" value="hello world"><button>Go</button></form>')
    field.setSelectionRange(2, 4, 'backward')
    bench.keyboard.scan('4006381333931')
    bench.keyboard.wait(500)
    expect(bench.codes()).toEqual(['4006381333931'])
    expect(field.value).toBe('hello world')
    expect([field.selectionStart, field.selectionEnd, field.selectionDirection]).toEqual([2, 4, 'backward'])
    expect(bench.happened).not.toContain('submit')
    expect(bench.happened).not.toContain('Enter')
    expect(document.activeElement).toBe(field)
  })

  it('is taken back from a text area and from a field that knows no selection', () => {
    const area = bench.page('<textarea id="focus">two\nlines</textarea>')
    bench.keyboard.scan('Ab-12/x')
    expect(area).toHaveProperty('value', 'two\nlines')
    const number = bench.input('<input id="focus" type="number" value="12">')
    bench.keyboard.scan('123456')
    expect(number.value).toBe('12')
    expect(bench.codes()).toEqual(['Ab-12/x', '123456'])
  })

  it('moves no focus when it ends in Tab', () => {
    const field = bench.page('<input id="focus"><input>')
    bench.keyboard.scan('ABCD', { suffix: 'Tab' })
    expect(document.activeElement).toBe(field)
    expect(bench.scans).toMatchObject([{ code: 'ABCD', suffix: 'tab' }])
  })

  it('ends after silence where no suffix comes', () => {
    const field = bench.input('<input id="focus" value="x">')
    bench.keyboard.scan('ABC-1', { suffix: null })
    expect(bench.codes()).toEqual([])
    bench.keyboard.wait(100)
    expect(bench.scans).toMatchObject([{ code: 'ABC-1', suffix: null }])
    expect(field.value).toBe('x')
  })

  it('is taken back from every field of a code entry that hands the focus on, focus included', () => {
    const first = bench.input('<input id="focus"><input><input><input>')
    const fields = [...document.querySelectorAll('input')]
    for (const [index, field] of fields.entries()) field.oninput = () => field.value && fields[index + 1]?.focus()
    bench.keyboard.scan('7654321')
    expect(fields.map(({ value }) => value)).toEqual(['', '', '', ''])
    expect(document.activeElement).toBe(first)
  })

  it('is recognised at an uneven pace within the limits, after all of it was written', () => {
    const field = bench.input('<input id="focus" value="a">')
    field.setSelectionRange(1, 1)
    for (const gap of [70, 30, 75, 20, 30, 80]) {
      bench.keyboard.press('Digit7', { hold: 5 })
      bench.keyboard.wait(gap - 5)
    }
    expect(field.value).toBe('a777777')
    bench.keyboard.press('Enter')
    expect(bench.codes()).toEqual(['777777'])
    expect(field.value).toBe('a')
  })
})

describe('a scan while something else has the focus', () => {
  it('fires no button with Enter or spaces', () => {
    bench.page('<button id="focus">Delete</button>')
    bench.keyboard.scan('AB CD  EF')
    bench.keyboard.scan('A B C D')
    bench.keyboard.wait(500)
    expect(bench.codes()).toEqual(['AB CD  EF', 'A B C D'])
    expect(bench.happened).toEqual([])
  })

  it('toggles no checkbox and presses nothing in an open dialog', () => {
    const box = bench.input('<dialog open><input type="checkbox" id="focus"><button>OK</button></dialog>')
    bench.keyboard.scan('A 1 2 3')
    expect(box.checked).toBe(false)
    expect(bench.happened).toEqual([])
    expect(bench.codes()).toEqual(['A 1 2 3'])
  })

  it('leaves the choice of a select', () => {
    const field = bench.page(
      '<select id="focus"><option>Main</option><option>Annex</option><option>Back</option></select>',
    )
    bench.keyboard.scan('BACK-01')
    expect(field).toHaveProperty('value', 'Main')
    expect(bench.codes()).toEqual(['BACK-01'])
  })

  it('starts no shortcut of the page with its digits', () => {
    bench.page('<button id="focus">x</button>')
    bench.keyboard.scan('1234', { suffix: null, gap: 30 })
    bench.keyboard.wait(500)
    expect(bench.happened).toEqual([])
    expect(bench.typed).toEqual([])
    expect(bench.codes()).toEqual(['1234'])
  })

  it('counts two hundred in a row at no delay, repeats included', () => {
    bench.page('<form><input><button id="focus">Post</button></form>')
    const expected = Array.from({ length: 200 }, (_, index) => `40063813${String(index >> 1).padStart(5, '0')}`)
    for (const code of expected) bench.keyboard.scan(code, { gap: 0 })
    bench.keyboard.wait(500)
    expect(bench.codes()).toEqual(expected)
    expect(bench.happened).toEqual([])
  })

  it('counts two hundred in a row at no delay into a field', () => {
    const field = bench.input('<form><input id="focus" value="q"><button>Post</button></form>')
    const expected = Array.from({ length: 200 }, (_, index) => `SKU-${String(index >> 1)}`)
    for (const code of expected) bench.keyboard.scan(code, { gap: 0 })
    expect(bench.codes()).toEqual(expected)
    expect(field.value).toBe('q')
    expect(bench.happened.filter((what) => ['click', 'submit', 'Enter'].includes(what))).toEqual([])
  })
})

it('gives a key back to the page though its release during a scan was never seen', () => {
  bench.page('<button id="focus">x</button>')
  for (const code of ['KeyA', 'KeyB', 'KeyC', 'KeyD']) bench.keyboard.down(code)
  bench.keyboard.press('Enter')
  bench.keyboard.wait(500)
  const released: string[] = []
  document.body.onkeyup = (event) => released.push(event.key)
  bench.keyboard.type('a', { hold: 80 })
  expect(released).toEqual(['a'])
  document.body.onkeyup = null
})

describe('typing', () => {
  it('reaches the field as it is bench.typed, rolls included, and Enter submits', () => {
    const field = bench.input('<form><input id="focus"></form>')
    bench.keyboard.type('the station nation', { gap: [60, 25, 90, 30, 28, 75], hold: 85 })
    bench.keyboard.type('\n')
    expect(field.value).toBe('the station nation')
    expect(bench.happened).toContain('submit')
    expect(bench.scans).toEqual([])
  })

  it('is never a scan however fast the hand rolls', () => {
    const field = bench.input('<form><input id="focus"></form>')
    bench.keyboard.type('were\n', { gap: 30, hold: 70 })
    bench.keyboard.wait(500)
    bench.keyboard.type('asdf', { gap: 8, hold: 60 })
    bench.keyboard.wait(500)
    expect(field.value).toBe('wereasdf')
    expect(bench.scans).toEqual([])
  })

  it('of a quantity on the number pad is never a scan', () => {
    const field = bench.input('<form><input id="focus"></form>')
    for (const digit of '1200') {
      bench.keyboard.press(`Numpad${digit}`, { hold: 52 })
      bench.keyboard.wait(10)
    }
    bench.keyboard.press('NumpadEnter', { hold: 60 })
    expect(field.value).toBe('1200')
    expect(bench.happened).toContain('submit')
    expect(bench.scans).toEqual([])
  })

  it('of digits with no field in focus is reported in order, and shortcuts get their keys', () => {
    bench.page('<button id="focus">x</button>')
    bench.keyboard.type('12*', { gap: 60, hold: 75 })
    bench.keyboard.press('Escape', { hold: 60 })
    bench.keyboard.wait(200)
    expect(bench.typed).toEqual(['1', '2', '*', 'Escape'])
    expect(bench.happened).toEqual(['1', '2', '*', 'Escape'])
  })

  it('reaches a shortcut before the Enter that follows it', () => {
    bench.page('<button id="focus">x</button>')
    bench.keyboard.type('7\n', { gap: 40, hold: 60 })
    expect(bench.happened).toEqual(['7', 'Enter', 'click'])
  })

  it('of a digit that a shortcut uses is not reported', () => {
    bench.page('<button id="focus">x</button>')
    document.body.onkeydown = (event) => event.preventDefault()
    bench.keyboard.type('3')
    expect(bench.typed).toEqual([])
  })

  it('presses a button with Space and with Enter', () => {
    bench.page('<button id="focus">x</button>')
    bench.keyboard.press('Space', { hold: 70 })
    bench.keyboard.wait(300)
    bench.keyboard.press('Enter', { hold: 70 })
    expect(bench.happened.filter((what) => what === 'click')).toHaveLength(2)
  })

  it('that holds a key down is never a scan', () => {
    const field = bench.input('<input id="focus">')
    bench.keyboard.down('KeyA')
    bench.keyboard.wait(400)
    for (let count = 0; count < 20; count++) {
      bench.keyboard.down('KeyA', { repeat: true })
      bench.keyboard.wait(30)
    }
    bench.keyboard.up('KeyA')
    bench.keyboard.wait(500)
    expect(field.value).toBe('a'.repeat(21))
    expect(bench.scans).toEqual([])
  })

  it('through an input method is left alone', () => {
    bench.page('<input id="focus">')
    for (const code of ['KeyN', 'KeyI', 'KeyH', 'KeyA', 'KeyO'])
      bench.keyboard.press(code, { key: 'Process', isComposing: true })
    bench.keyboard.press('Enter', { isComposing: true })
    bench.keyboard.wait(500)
    expect(bench.scans).toEqual([])
    expect(bench.happened).toContain('Enter')
  })

  it('of shortcuts passes at once', () => {
    bench.page('<button id="focus">x</button>')
    bench.keyboard.press('KeyK', { control: true })
    bench.keyboard.press('Digit2', { control: true })
    bench.keyboard.press('F8')
    bench.keyboard.press('ArrowDown')
    expect(bench.happened).toEqual(['k', '2', 'F8', 'ArrowDown'])
  })
})

it('drops the second of two readings without a suffix between, and no deliberate repeat', () => {
  bench.page('<button id="focus">x</button>')
  bench.keyboard.scan('ABCD', { suffix: null })
  bench.keyboard.wait(110)
  bench.keyboard.scan('ABCD', { suffix: null })
  bench.keyboard.wait(310)
  expect(bench.codes()).toEqual(['ABCD'])
  bench.keyboard.scan('ABCD', { suffix: null })
  bench.keyboard.wait(310)
  bench.keyboard.scan('ABCD')
  bench.keyboard.scan('ABCD')
  expect(bench.codes()).toEqual(['ABCD', 'ABCD', 'ABCD', 'ABCD'])
  bench.keyboard.wait(60)
  bench.keyboard.scan('ABCD', { suffix: null })
  bench.keyboard.wait(500)
  expect(bench.codes()).toHaveLength(5)
})

it('takes readings in a steady row for more than one, suffix or not', () => {
  bench.page('<button id="focus">x</button>')
  for (let times = 0; times < 6; times += 1) {
    bench.keyboard.scan('ABCD', { suffix: null })
    bench.keyboard.wait(150)
  }
  bench.keyboard.wait(500)
  expect(bench.codes()).toEqual(['ABCD', 'ABCD', 'ABCD'])
})

it('hears keys that wait behind a late timer before silence decides', () => {
  const timers: (() => void)[] = []
  let now = 0
  const clock = { now: () => now, schedule: (_: number, run: () => void) => (timers.push(run), () => undefined) }
  const late = createCapture({
    window,
    clock,
    profile: defaults,
    onScan: (scan) => bench.scans.push(scan),
    typed: noTyped,
  })
  bench.capture.dispose()
  bench.page('<input id="focus">')
  const press = (code: string, key: string, at: number): void => {
    for (const type of ['keydown', 'keyup']) {
      const event = new KeyboardEvent(type, { code, key, bubbles: true, cancelable: true })
      Object.defineProperty(event, 'timeStamp', { value: at })
      document.activeElement?.dispatchEvent(event)
    }
  }
  for (const [index, digit] of Array.from('12345').entries()) press(`Digit${digit}`, digit, index * 10)
  now = 400
  timers.at(-1)?.()
  for (const [index, digit] of Array.from('678').entries()) press(`Digit${digit}`, digit, 50 + index * 10)
  press('Enter', 'Enter', 80)
  expect(bench.codes()).toEqual(['12345678'])
  late.dispose()
})

it('waits for the next key as long as a busy page took to hear the last one', () => {
  const timers: { readonly due: number; readonly run: () => void }[] = []
  let now = 0
  const late = createCapture({
    window,
    clock: {
      now: () => now,
      schedule: (delay, run) => (timers.push({ due: now + delay, run }), () => void timers.splice(0)),
    },
    profile: defaults,
    onScan: (scan) => bench.scans.push(scan),
    typed: noTyped,
  })
  bench.capture.dispose()
  const field = bench.input('<input id="focus" value="ab">')
  const heardAfter = 150
  const runDue = (): void => {
    for (const timer of [...timers]) {
      if (timer.due > now) continue
      timers.splice(timers.indexOf(timer), 1)
      timer.run()
    }
  }
  for (const [index, digit] of Array.from('12345678').entries()) {
    const heardAt = index * 10 + heardAfter
    for (now = Math.max(now, heardAt - 10); now < heardAt; now += 1) runDue()
    const event = new KeyboardEvent('keydown', { code: `Digit${digit}`, key: digit, bubbles: true, cancelable: true })
    Object.defineProperty(event, 'timeStamp', { value: index * 10 })
    if (field.dispatchEvent(event)) field.value += digit
  }
  for (; now < 1000; now += 1) runDue()
  expect(bench.codes()).toEqual(['12345678'])
  expect(field.value).toBe('ab')
  late.dispose()
})
