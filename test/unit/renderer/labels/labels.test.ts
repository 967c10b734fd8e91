import { describe, expect, it } from 'vitest'
import {
  labelSheets,
  labelsOnPage,
  pagesOf,
  placeOnPage,
  sheetOf,
} from '../../../../src/renderer/features/labels/label-format.ts'
import { planPaper, planZpl, readWanted } from '../../../../src/renderer/features/labels/plan-labels.ts'
import { symbolPicture } from '../../../../src/renderer/ui/draw-symbol.ts'
import { symbolOf } from '../../../../src/shared/domain/label-code.ts'

const papers = { A4: [210, 297], letter: [215.9, 279.4] } as const

describe('sheets of labels', () => {
  it.each(labelSheets.filter(({ page }) => page !== null))(
    '$id fits its paper, and no label lies on another',
    (sheet) => {
      const [width, height] = papers[sheet.page?.size ?? 'A4']
      const last = placeOnPage(sheet, labelsOnPage(sheet) - 1)
      expect(last.left + sheet.width).toBeLessThanOrEqual(width)
      expect(last.top + sheet.height).toBeLessThanOrEqual(height)
      const next = placeOnPage(sheet, 1)
      expect(next.left).toBeGreaterThanOrEqual(placeOnPage(sheet, 0).left + sheet.width)
    },
  )

  it('begin after the labels that are used already, and go on on the next page', () => {
    const pages = pagesOf(
      Array.from({ length: 30 }, (_, index) => index),
      sheetOf('A4-3x8'),
      2,
    )
    expect(pages.map((page) => page.length)).toEqual([24, 8])
    expect(pages[0]?.slice(0, 4)).toEqual([null, null, 0, 1])
    expect(pagesOf([1, 2], sheetOf('62x29'), 5)).toEqual([[1], [2]])
  })
})

describe('labels', () => {
  it('are made as often as they are wanted; those that can’t be drawn say why', () => {
    const wanted = [
      { code: 'SKU-1', title: 'Apple', copies: 3 },
      { code: 'Ä', title: 'Pear' },
    ]
    const paper = planPaper(wanted, 'auto')
    expect(paper.made).toHaveLength(3)
    expect(paper.refused).toEqual([{ code: 'Ä', title: 'Pear', problem: 'signs' }])
    expect(planZpl(wanted, { width: 62, height: 29, dpi: 203, symbology: 'auto' }).made).toHaveLength(3)
  })

  it('are wanted line by line', () => {
    expect(readWanted('SKU-1\n\n  SKU 2 x3 \nBOX x\nA ×12')).toEqual([
      { key: 'SKU-1', copies: 1 },
      { key: 'SKU 2', copies: 3 },
      { key: 'BOX x', copies: 1 },
      { key: 'A', copies: 12 },
    ])
  })

  it.each(['4006381333931', '96385074', '012345678905', 'SKU-1'])('%s can be drawn', (code) => {
    const symbol = symbolOf(code)
    if (!symbol.ok) throw new Error(symbol.error)
    const svg = decodeURIComponent(symbolPicture(symbol.value))
    const [, width = ''] = /viewBox="0 0 (\d+)/.exec(svg) ?? []
    // Two units a module.
    expect(Number(width)).toBe(symbol.value.modules * 2)
    expect(svg).toContain('preserveAspectRatio="none"')
  })

  it.each(['A1', 'SKU-10123', '4006381333931', 'A'.repeat(40)])(
    '%s can be drawn as DataMatrix of the computed size',
    (code) => {
      const symbol = symbolOf(code, 'datamatrix')
      if (!symbol.ok) throw new Error(symbol.error)
      const svg = decodeURIComponent(symbolPicture(symbol.value))
      const [, width = ''] = /viewBox="0 0 (\d+)/.exec(svg) ?? []
      expect(Number(width)).toBeLessThanOrEqual(symbol.value.modules * 4)
    },
  )
})
