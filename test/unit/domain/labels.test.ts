import { describe, expect, test } from 'vitest'
import { symbolOf } from '../../../src/shared/domain/label-code.ts'
import { escapeZpl, zplOf, type LabelFormat } from '../../../src/shared/domain/zpl.ts'

describe('the symbol of a code', () => {
  test.each([
    ['4006381333931', 'ean13'],
    ['96385074', 'ean8'],
    ['012345678905', 'upca'],
    ['04006381333931', 'ean13'],
    ['14006381333938', 'code128'],
    ['4006381333930', 'code128'],
    ['SKU-101', 'code128'],
    ['$$PA-01', 'code128'],
  ])('%s is drawn as %s', (code, symbology) => {
    expect(symbolOf(code)).toMatchObject({ ok: true, value: { symbology } })
  })

  test('another one is drawn where it is chosen', () => {
    expect(symbolOf('4006381333931', 'datamatrix')).toMatchObject({ value: { symbology: 'datamatrix', modules: 14 } })
    expect(symbolOf('4006381333931', 'code128')).toMatchObject({ value: { symbology: 'code128' } })
  })

  test.each([
    ['', 'empty'],
    ['Äpfel', 'signs'],
    ['a\tb', 'signs'],
    ['x'.repeat(49), 'tooLong'],
  ])('%o is refused as %s', (code, error) => {
    expect(symbolOf(code)).toEqual({ ok: false, error })
  })
})

describe('a label in ZPL', () => {
  const format: LabelFormat = { width: 62, height: 29, dpi: 203, symbology: 'auto' }
  const zpl = (code: string, title = 'Apple', changes: Partial<LabelFormat> = {}) => {
    const made = zplOf({ code, title }, { ...format, ...changes })
    if (!made.ok) throw new Error(made.error)
    return made.value
  }

  test('is as large as the label, in UTF-8, with the check digit left to the printer', () => {
    expect(zpl('4006381333931', 'Äpfel 箱').split('\n')).toEqual([
      '^XA',
      '^CI28',
      '^PW496',
      '^LL232',
      '^LH0,0',
      '^FO12,12^A0N,28,28^FB472,2,0,C^FH_^FDÄpfel 箱^FS',
      '^FO58,72^BY4^BEN,116,N,N^FD400638133393^FS',
      '^FO12,192^A0N,28,28^FB472,1,0,C^FH_^FD4006381333931^FS',
      '^XZ',
      '',
    ])
  })

  test('takes nothing in a text for a command', () => {
    expect(escapeZpl('5^XA ~DG \\& a_b\r\nc')).toBe('5_5EXA _7EDG _5C& a_5Fb c')
    const text = zpl('A>B^C~D', 'x^XZ~JA')
    expect(text).toContain('^FD>:A>0B><C>=D^FS')
    expect(text.match(/\^XZ/g)).toHaveLength(1)
    expect(text).not.toMatch(/~/)
  })

  test('draws DataMatrix with an escape sign that the code does not have', () => {
    expect(zpl('A|B^1', 'Apple', { symbology: 'datamatrix' })).toMatch(/\^BXN,\d+,200,,,,!\^FH_\^FDA\|B_5E1\^FS/)
  })

  test.each([203, 300, 600] as const)('keeps its code on the label with its quiet zone, at %i dpi', (dpi) => {
    const width = (62 * dpi) / 25.4
    for (const [code, modules, quiet] of [
      ['4006381333931', 95, 11],
      ['SKU-101', 112, 10],
    ] as const) {
      const [, left = '', module = ''] = /\^FO(\d+),\d+\^BY(\d+)/.exec(zpl(code, 'Apple', { dpi })) ?? []
      expect(Number(left)).toBeGreaterThanOrEqual(quiet * Number(module))
      expect(Number(left) + (modules + quiet) * Number(module)).toBeLessThanOrEqual(width)
    }
  })

  test('is refused where its bars would be too narrow to be read', () => {
    expect(zplOf({ code: 'A'.repeat(40), title: '' }, { ...format, width: 50 })).toEqual({
      ok: false,
      error: 'tooWide',
    })
    expect(zplOf({ code: 'A'.repeat(40), title: '' }, { ...format, symbology: 'datamatrix' })).toMatchObject({
      ok: true,
    })
  })
})
