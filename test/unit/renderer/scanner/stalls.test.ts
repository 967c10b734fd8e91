import { beforeEach, describe, expect, it } from 'vitest'
import { createQuantityStore, type QuantityStore } from '../../../../src/renderer/scanner/quantity-store.ts'
import { pendingAmount } from '../../../../src/renderer/scanner/pending-quantity.ts'
import { createCapture } from '../../../../src/renderer/scanner/capture.ts'
import { createCaptureBench, defaults } from './capture-bench.ts'

/** A scanner whose keys stall, on a page that counts quantities first. */

const bench = createCaptureBench()
let store: QuantityStore
let counted: { readonly code: string; readonly quantity: number | null }[]

beforeEach(() => {
  bench.capture.dispose()
  store = createQuantityStore(() => undefined)
  store.collect()
  counted = []
  bench.capture = createCapture({
    window,
    clock: bench.keyboard.clock,
    profile: defaults,
    onScan: ({ code }) => counted.push({ code, quantity: store.take() }),
    typed: store,
  })
})

const code = '2100400012912'
const amount = (): number | null => pendingAmount(store.pending())

/** A scan at no pace but for the stalls, in milliseconds by the key that they follow; `held`: while that key is down. */
const scan = (text: string, stalls: Readonly<Record<number, number>>, { held = false, suffix = true } = {}): void => {
  const keys = [
    ...Array.from(text, (digit) => (/\d/.test(digit) ? `Digit${digit}` : `Key${digit}`)),
    ...(suffix ? ['Enter'] : []),
  ]
  for (const [index, key] of keys.entries()) {
    const stall = stalls[index] ?? 0
    bench.keyboard.press(key, { hold: held ? Math.max(1, stall) : 1 })
    bench.keyboard.wait(held ? 1 : Math.max(1, stall))
  }
}

/** The page's scanner has shown that it ends in Enter. */
const onButton = (): void => {
  bench.page('<form><button id="focus">Finish</button></form>')
  scan('5012345678900', {})
  counted = []
  bench.happened.length = 0
}

describe('a scan that stalls', () => {
  const places = Array.from({ length: code.length }, (_, index) => index)

  it.each(places)('for as long as 1.9 s after key %i is one scan and no quantity', (place) => {
    for (const held of [false, true]) {
      onButton()
      scan(code, { [place]: 1900 }, { held })
      expect(counted).toEqual([{ code, quantity: null }])
      expect(bench.happened.filter((what) => what === 'click' || what === 'Enter' || what === 'submit')).toEqual([])
      bench.keyboard.wait(5000)
      expect(amount()).toBeNull()
    }
  })

  it.each(places)('after key %i leaves nothing in a field', (place) => {
    onButton()
    const field = bench.input('<form><input id="focus" value="ab"></form>')
    for (const held of [false, true]) {
      scan(code, { [place]: 1900 }, { held })
      expect(field.value).toBe('ab')
    }
    expect(counted.map((each) => each.code)).toEqual([code, code])
    expect(bench.happened).not.toContain('submit')
  })

  it('twice among its first keys is one scan all the same', () => {
    onButton()
    scan(code, { 0: 900, 1: 1200 })
    scan(code, { 0: 500, 2: 700, 12: 1500 })
    expect(counted).toEqual([
      { code, quantity: null },
      { code, quantity: null },
    ])
  })

  it('before the suffix that is the first ever is one scan, and its Enter presses nothing', () => {
    bench.page('<button id="focus">Finish</button>')
    scan(code, { 12: 1500 })
    scan(code, { 12: 1500 })
    expect(counted.map((each) => each.code)).toEqual([code, code])
    expect(bench.happened).toEqual([])
  })

  it('and never ends is no quantity', () => {
    onButton()
    scan('210', {}, { suffix: false })
    bench.keyboard.wait(5000)
    expect(amount()).toBeNull()
    scan('21', { 1: 10 })
    bench.keyboard.wait(5000)
    expect(amount()).toBeNull()
  })

  it('takes along no quantity that a hand typed before it', () => {
    onButton()
    bench.keyboard.type('12', { gap: 150, hold: 80 })
    bench.keyboard.wait(300)
    scan(code, { 1: 1500 })
    expect(counted).toEqual([{ code, quantity: 12 }])
  })
})

it('presses nothing with the second key of its end either, however late that is, once it has shown that there are two', () => {
  const twice = (stall: number): void => {
    scan(code, {})
    bench.keyboard.wait(stall)
    bench.keyboard.press('Enter', { hold: 1 })
    bench.keyboard.wait(3000)
  }
  bench.page('<button id="focus">Finish</button>')
  for (const stall of [10, 1500, 900]) twice(stall)
  expect(counted).toHaveLength(3)
  expect(bench.happened).toEqual([])
  // A second that is missing is not waited for again, so that the next Enter is a hand's.
  scan(code, {})
  bench.keyboard.wait(3000)
  scan(code, {})
  bench.keyboard.wait(300)
  bench.keyboard.press('Enter', { hold: 80 })
  expect(bench.happened).toContain('Enter')
})

it('keeps the name of the symbology that stalls in front of an item number', () => {
  const field = bench.input('<input id="focus" value="ab">')
  for (const key of [']', 'E', '0', ...code]) {
    const place = key === ']' ? 'BracketRight' : /\d/.test(key) ? `Digit${key}` : `Key${key}`
    bench.keyboard.press(place, { shift: key === 'E', hold: 1 })
    bench.keyboard.wait(key === 'E' ? 900 : 3)
  }
  bench.keyboard.press('Enter', { hold: 1 })
  expect(counted).toEqual([{ code: `]E0${code}`, quantity: null }])
  expect(field.value).toBe('ab')
})

it('stops waiting for a suffix where two scans in a row had none, so that Enter is a hand’s', () => {
  bench.page('<button id="focus">Finish</button>')
  for (const each of ['4006381333931', '4006381333948']) {
    scan(each, {}, { suffix: false })
    bench.keyboard.wait(3000)
  }
  scan('4006381333955', {}, { suffix: false })
  bench.keyboard.wait(500)
  bench.keyboard.press('Enter', { hold: 80 })
  expect(counted).toHaveLength(3)
  expect(bench.happened).toContain('Enter')
})

describe('a digit that no finger pressed', () => {
  it('is shown as a quantity after a moment, and is one where the check digit says so', () => {
    onButton()
    scan('5', {}, { suffix: false })
    bench.keyboard.wait(500)
    expect(amount()).toBe(5)
    scan('4006381333931', {})
    expect(counted).toEqual([{ code: '4006381333931', quantity: 5 }])
  })

  it('is a quantity for any code two seconds later, but part of a code that no check digit proves before', () => {
    onButton()
    scan('5', {}, { suffix: false })
    bench.keyboard.wait(2500)
    scan('ABCD', {})
    scan('5', {}, { suffix: false })
    bench.keyboard.wait(1000)
    scan('ABCD', {})
    expect(counted).toEqual([
      { code: 'abcd', quantity: 5 },
      { code: '5abcd', quantity: null },
    ])
  })

  it('stays in its field where the check digit says that it is not the label’s', () => {
    onButton()
    const field = bench.input('<input id="focus">')
    scan('7', {}, { suffix: false })
    bench.keyboard.wait(1000)
    scan('4006381333931', {})
    expect(field.value).toBe('7')
    expect(counted.map((each) => each.code)).toEqual(['4006381333931'])
  })

  it('is typing once somebody points at something', () => {
    onButton()
    const field = bench.input('<input id="focus">')
    scan('7', {}, { suffix: false })
    bench.keyboard.wait(500)
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))
    scan('ABCD', {})
    expect(field.value).toBe('7')
    expect(counted.map((each) => each.code)).toEqual(['abcd'])
  })
})

it('counts digits of a slow hand, one by one, and shows them at once', () => {
  onButton()
  bench.keyboard.type('250', { gap: 300, hold: 60 })
  expect(amount()).toBe(250)
  bench.keyboard.wait(200)
  scan('4006381333931', {})
  expect(counted).toEqual([{ code: '4006381333931', quantity: 250 }])
})

describe('digits that a hand may have pressed, before a scan', () => {
  const two = (): void => {
    bench.keyboard.press('Digit2', { hold: 70 })
    bench.keyboard.wait(900)
  }

  it('are the label’s where its check digit says so and the scanner has stalled lately', () => {
    onButton()
    scan(code, { 5: 700 })
    two()
    expect(amount()).toBe(2)
    scan(code.slice(1), {})
    expect(counted.at(-1)).toEqual({ code, quantity: null })
    const field = bench.input('<input id="focus" value="ab">')
    two()
    scan(code.slice(1), {})
    expect(counted.at(-1)).toEqual({ code, quantity: null })
    expect(field.value).toBe('ab')
  })

  it('are its quantity where the scanner does not stall, whatever the check digit says', () => {
    onButton()
    two()
    scan(code.slice(1), {})
    expect(counted).toEqual([{ code: code.slice(1), quantity: 2 }])
  })

  it('are its quantity where the code is proved by its own check digit', () => {
    onButton()
    scan(code, { 5: 700 })
    two()
    scan(code, {})
    expect(counted.at(-1)).toEqual({ code, quantity: 2 })
  })
})

it('recognises a label whose keys took as long as a hand’s, by its check digit, and presses nothing', () => {
  onButton()
  for (const [index, digit] of Array.from(code).entries()) {
    bench.keyboard.press(`Digit${digit}`, { hold: index % 3 === 0 ? 90 : 15 })
    bench.keyboard.wait(index % 2 === 0 ? 150 : 5)
  }
  bench.keyboard.press('Enter')
  expect(counted).toEqual([{ code, quantity: null }])
  expect(bench.happened).not.toContain('Enter')
  expect(amount()).toBeNull()
})

it('leaves a label that is tapped slowly into a field to the field', () => {
  onButton()
  const field = bench.input('<form><input id="focus"></form>')
  for (const digit of code) {
    bench.keyboard.press(`Digit${digit}`, { hold: 1 })
    bench.keyboard.wait(150)
  }
  bench.keyboard.press('Enter', { hold: 1 })
  expect(field.value).toBe(code)
  expect(counted).toEqual([])
  expect(bench.happened).toContain('submit')
})

it('recognises a label at the uneven pace of a computer that has no time, a long stall included', () => {
  onButton()
  const field = bench.input('<form><input id="focus" value="ab"></form>')
  const holds = [4, 3, 52, 25, 31, 34, 62, 43, 72, 49, 36, 33, 53]
  const pauses = [2, 1303, 34, 38, 19, 36, 46, 13, 22, 16, 17, 50, 19]
  for (const [index, digit] of Array.from(code).entries()) {
    bench.keyboard.press(`Digit${digit}`, { hold: holds[index] ?? 0 })
    bench.keyboard.wait(pauses[index] ?? 0)
  }
  bench.keyboard.press('Enter', { hold: 30 })
  expect(counted).toEqual([{ code, quantity: null }])
  expect(field.value).toBe('ab')
})
