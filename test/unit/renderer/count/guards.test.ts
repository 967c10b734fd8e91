import { describe, expect, it } from 'vitest'
import { createDoubleReadGuard, isDoubleRead } from '../../../../src/renderer/features/count/double-read.ts'
import { codesOf } from '../../../../src/renderer/features/count/scope-choice.ts'

const read = (at: number, more: { code?: string; quantity?: number } = {}) => ({
  code: '96385074',
  quantity: null,
  at,
  ...more,
})

describe('two reads of one label', () => {
  it('are one pull of the trigger within a quarter of a second', () => {
    expect(isDoubleRead(read(1000), read(1040))).toBe(true)
    expect(isDoubleRead(read(1000), read(1249))).toBe(true)
  })

  // Repair-DeskPOS/RepairDesk-BUGS-IMPROVEMENTS#1238: five scans, two counted, and users counting aloud between scans.
  it('are two scans where a hand pulled twice, quick as it is', () => {
    expect(isDoubleRead(read(1000), read(1250))).toBe(false)
    expect(isDoubleRead(read(1000), read(1300))).toBe(false)
  })

  it('are measured from the read that was counted, so that reads in a steady row are not one pull for ever', () => {
    const isDouble = createDoubleReadGuard()
    const row = [0, 200, 400, 600, 800, 1000].map((at) => isDouble(read(at)))
    expect(row).toEqual([false, true, false, true, false, true])
  })

  it('are two scans where the labels differ or a quantity was typed between', () => {
    expect(isDoubleRead(read(1000), read(1040, { code: '4006381333931' }))).toBe(false)
    expect(isDoubleRead(read(1000), read(1040, { quantity: 3 }))).toBe(false)
  })
})

describe('a pasted list of items', () => {
  it('is one code a line, the first column of a table, each once', () => {
    expect(codesOf('AAA\r\n"B B";Banana;3\n\nAAA\nC\t7\n')).toEqual(['AAA', 'B B', 'C'])
  })
})
