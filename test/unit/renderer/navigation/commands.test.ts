import { describe, expect, it } from 'vitest'
import { commandCode, readReserved } from '../../../../src/shared/domain/reserved-codes.ts'
import { commands, digitOf, findCommand } from '../../../../src/renderer/navigation/commands.ts'
import { drawBars } from '../../../../src/renderer/ui/draw-bars.ts'

describe('command barcodes', () => {
  it('have words of letters only that every layout has on the same keys', () => {
    for (const { word } of commands) expect(word).toMatch(/^[BCDEFGHIJKLNOPRSTUVX]+$/)
  })

  it('are told apart by their words, in capitals or not', () => {
    expect(new Set(commands.map(({ word }) => word)).size).toBe(commands.length)
    for (const command of commands) {
      const code = commandCode(command.word)
      for (const scanned of [code, code.toLowerCase()])
        expect(findCommand(readReserved(scanned)?.text ?? '')).toBe(command)
    }
  })

  it('have each digit', () => {
    expect(commands.flatMap((command) => digitOf(command) ?? []).sort()).toEqual([...'0123456789'])
  })

  it('can be drawn', () => {
    for (const { word } of commands)
      expect(drawBars({ symbology: 'code128', drawn: commandCode(word) }).bars.length).toBeGreaterThan(10)
  })
})
