import { describe, expect, it } from 'vitest'
import { createCaptureBench, defaults } from './capture-bench.ts'

const bench = createCaptureBench()

describe('what scanners send', () => {
  const send = (events: () => void): string | undefined => {
    bench.page('<button id="focus">x</button>')
    for (const code of ['Digit0', 'Digit1', 'KeyA']) bench.keyboard.press(code)
    events()
    for (const code of ['Digit2', 'Digit1']) bench.keyboard.press(code)
    bench.keyboard.press('Enter')
    expect(bench.happened).toEqual([])
    return bench.codes().at(-1)
  }
  const altCode = (digits: string): void => {
    bench.keyboard.down('AltLeft', { alt: true })
    for (const digit of digits) bench.keyboard.press(`Numpad${digit}`, { alt: true, hold: 0 })
    bench.keyboard.up('AltLeft')
  }

  it.each([
    ['as itself', () => bench.keyboard.press('BracketRight', { key: '\x1d', control: true })],
    ['as F8', () => bench.keyboard.press('F8')],
    ['as the down arrow', () => bench.keyboard.press('ArrowDown')],
  ])('separates groups %s', (_, events) => {
    expect(send(events)).toBe('01a\x1d21')
  })

  it.each(['0029', '029', '0'])('separates groups as Alt+%s', (digits) => {
    bench.page('<button id="focus">x</button>')
    bench.keyboard.scan('01A', { suffix: null })
    altCode(digits)
    bench.keyboard.scan('21B')
    expect(bench.codes()).toEqual(['01A\x1d21B'])
  })

  it('is read when every character is an Alt code', () => {
    bench.page('<button id="focus">x</button>')
    for (const character of 'Hé-7') {
      altCode(`0${String(character.charCodeAt(0))}`)
      bench.keyboard.wait(3)
    }
    bench.keyboard.press('Enter')
    expect(bench.codes()).toEqual(['Hé-7'])
  })

  it('keeps case and punctuation under Caps Lock', () => {
    bench.page('<input id="focus">')
    for (const [code, shift] of [
      ['KeyA', true],
      ['KeyB', false],
      ['Minus', true],
      ['Digit4', false],
    ] as const) {
      bench.keyboard.press(code, { shift, capsLock: true })
    }
    bench.keyboard.press('Enter', { capsLock: true })
    expect(bench.codes()).toEqual(['Ab_4'])
    expect(bench.scans[0]?.heard).toBe('aB_4')
  })

  it('is read from the number pad', () => {
    bench.page('<button id="focus">x</button>')
    for (const digit of '40063') bench.keyboard.press(`Numpad${digit}`)
    bench.keyboard.press('NumpadEnter')
    expect(bench.codes()).toEqual(['40063'])
    expect(bench.happened).toEqual([])
  })

  it('may end in two keys', () => {
    bench.page('<button id="focus">x</button>')
    bench.keyboard.scan('ABCDE')
    bench.keyboard.press('Enter')
    expect(bench.happened).toEqual([])
  })

  it('may stall between keys that no finger taps as shortly', () => {
    const field = bench.input('<form><input id="focus" value="v"></form>')
    for (const [index, code] of ['Digit4', 'Digit0', 'Digit0', 'Digit6', 'Digit3', 'Digit8'].entries()) {
      bench.keyboard.press(code)
      bench.keyboard.wait(index === 1 ? 200 : 3)
    }
    bench.keyboard.press('Enter')
    expect(bench.codes()).toEqual(['400638'])
    expect(field.value).toBe('v')
    expect(bench.happened).not.toContain('submit')
  })

  it('is waited for where a suffix came the last time', () => {
    bench.page('<button id="focus">x</button>')
    bench.keyboard.scan('1234')
    bench.keyboard.scan('123', { suffix: null })
    bench.keyboard.press('Digit4')
    bench.keyboard.wait(400)
    bench.keyboard.scan('5678')
    expect(bench.codes()).toEqual(['1234', '12345678'])
    expect(bench.happened).toEqual([])
  })

  it('never opens the list or calendar of a field with its spaces', () => {
    for (const field of ['<select id="focus"><option>x</option></select>', '<input id="focus" type="date">']) {
      bench.page(field)
      bench.keyboard.scan('AB 12')
      expect(bench.happened).not.toContain(' ')
    }
    expect(bench.codes()).toEqual(['AB 12', 'AB 12'])
  })

  it('may overlap its keys, or never report their release, at a pace no hand has', () => {
    bench.page('<button id="focus">x</button>')
    for (const code of ['KeyA', 'KeyB', 'KeyC', 'KeyD']) {
      bench.keyboard.down(code)
      bench.keyboard.wait(5)
    }
    bench.keyboard.down('Enter')
    expect(bench.codes()).toEqual(['abcd'])
    expect(bench.happened).toEqual([])
  })
})

describe('the profile', () => {
  it('reads a French scanner on this computer', () => {
    bench.capture.setProfile({ ...defaults, layout: 'fr' })
    bench.page('<input id="focus">')
    for (const [code, shift] of [
      ['KeyH', true],
      ['KeyQ', true],
      ['Digit1', true],
      ['Digit1', false],
      ['Digit6', false],
    ] as const) {
      bench.keyboard.press(code, { shift })
    }
    bench.keyboard.press('Enter')
    expect(bench.codes()).toEqual(['HA1&-'])
  })

  it('takes a prefixed scan that pace and length would refuse, without its prefix', () => {
    bench.capture.setProfile({ ...defaults, prefix: '~' })
    const field = bench.input('<input id="focus" value="v">')
    bench.keyboard.scan('~AB', { gap: 75 })
    expect(bench.codes()).toEqual(['AB'])
    expect(field.value).toBe('v')
  })

  it('lets a hand type the prefix', () => {
    bench.capture.setProfile({ ...defaults, prefix: '*' })
    const field = bench.input('<input id="focus">')
    bench.keyboard.type('pa*ssword', { gap: 70, hold: 80 })
    bench.keyboard.wait(500)
    expect(field.value).toBe('pa*ssword')
    expect(bench.scans).toEqual([])
  })

  it('with a minimum of one character still leaves a quantity typed by hand alone', () => {
    bench.capture.setProfile({ ...defaults, minLength: 1 })
    const field = bench.input('<form><input id="focus"></form>')
    bench.keyboard.type('5\n', { gap: 20, hold: 60 })
    expect(field.value).toBe('5')
    expect(bench.happened).toContain('submit')
    expect(bench.scans).toEqual([])
  })

  it('leaves bursts shorter than its minimum to the page', () => {
    bench.capture.setProfile({ ...defaults, minLength: 6 })
    const field = bench.input('<input id="focus">')
    bench.keyboard.scan('12345', { suffix: null })
    bench.keyboard.wait(500)
    expect(field.value).toBe('12345')
    expect(bench.scans).toEqual([])
  })
})
