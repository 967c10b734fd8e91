import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { commandCode, readReserved } from '../../../../src/shared/domain/reserved-codes.ts'
import { commands, digitOf, doesCommand, findCommand } from '../../../../src/renderer/navigation/commands.ts'
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

/** Every binding of a key by name, as the screens' sources have it: `keys="F6"`, `keys: 'F6'`. */
const bindings = globSync('src/renderer/{app,features,ui}/**/*.{ts,tsx}').flatMap((path) => {
  const file = path.replace(/^src\/renderer\/(features\/)?/, '')
  const source = readFileSync(path, 'utf8')
  return [...source.matchAll(/\bkeys(?:=|: )["']([^"']+)["']/g)].map(({ 1: keys = '', index }) => {
    const around = source.slice(index, index + 60).split(/useKeys|<(?:Key|Icon)Button|keys(?:=|: )/)[1] ?? ''
    return { file, keys, command: /\bcommand(?:=|: )["'](\w+)["']/.exec(around)?.[1] ?? null }
  })
})

const filesWith = (fits: (binding: (typeof bindings)[number]) => boolean): string[] =>
  [...new Set(bindings.filter(fits).map(({ file }) => file))].sort()

describe('on every screen, a command', () => {
  it('that screens name is named where it means what the sheet says, and nowhere else', () => {
    const named = commands.flatMap(({ act, label }) => (act.kind === 'named' ? [label] : []))
    expect(Object.fromEntries(named.map((label) => [label, filesWith(({ command }) => command === label)]))).toEqual({
      quantityAfter: ['count/actions.tsx', 'moves/moves-panel.tsx'],
      setQuantity: ['count/actions.tsx'],
      undo: ['count/actions.tsx', 'moves/moves-panel.tsx'],
      undoItem: ['count/actions.tsx'],
      mark: ['count/actions.tsx'],
      place: ['count/place-bar.tsx'],
      clearPlace: ['count/place-bar.tsx'],
      recount: ['count/counting.tsx'],
      lines: ['count/counting.tsx'],
      inbox: ['count/counting.tsx', 'count/unknown-panel.tsx'],
      finish: ['count/counting.tsx'],
      distance: ['count/use-distance.ts'],
      begin: ['count/choose-count.tsx'],
      choose: ['count/counting.tsx', 'count/sign-in-first.tsx', 'review/review-page.tsx'],
      close: ['count/choose-count.tsx'],
    })
  })

  it('that presses a key finds no other meaning of that key', () => {
    const pressed = commands.flatMap(({ act }) => (act.kind === 'key' ? [act.keys] : []))
    const everywhere = pressed.filter((keys) => !['Ctrl+Enter', 'Escape', 'ArrowUp', 'ArrowDown'].includes(keys))
    expect(Object.fromEntries(everywhere.map((key) => [key, filesWith(({ keys }) => keys === key)]))).toEqual({
      'Ctrl+1': [],
      'Ctrl+2': [],
      F9: ['app/global-keys.tsx', 'sync/sync-screen.tsx'],
      'Ctrl+L': ['app/global-keys.tsx'],
      F1: ['app/global-keys.tsx'],
    })
  })

  it('does nothing by a key of the same name that means something else', () => {
    const place = findCommand('PLCE')
    const digit = commands.find((command) => digitOf(command) === '2')
    if (place === undefined || digit === undefined) throw new Error('There are such commands')
    expect(doesCommand({ keys: 'Alt+P' }, place)).toBe(false)
    expect(doesCommand({ keys: 'Alt+P', command: 'place' }, place)).toBe(true)
    expect(doesCommand({ keys: '2' }, digit)).toBe(false)
    expect(doesCommand({ keys: '2', command: 'digit' }, digit)).toBe(true)
    expect(doesCommand({ keys: '3', command: 'digit' }, digit)).toBe(false)
  })
})
