import { describe, expect, it } from 'vitest'
import { scannerLayouts } from '../../../../src/shared/contract/settings.ts'
import { learnScanner } from '../../../../src/renderer/scanner/learn/learn-scanner.ts'
import type { Learned } from '../../../../src/renderer/scanner/learn/learned.ts'
import { sheet } from '../../../../src/renderer/scanner/learn/sheet.ts'
import { keysOfScan, type Wedge } from '../../../support/scanner-keys.ts'

/** What is learnt when the whole sheet is scanned by such a scanner. */
function learnt(wedge: Partial<Wedge>, symbols = sheet): Learned {
  const recordings = symbols.map(({ content }, index) => keysOfScan(content, wedge, 10_000 * (index + 1)))
  const learned = learnScanner(recordings, sheet)
  if (!learned) throw new Error('Nothing was learnt')
  return learned
}

const layoutsOfPcs = ['us', 'de', 'fr'] as const
const ways = ['character', 'altDigits', 'altKey', 'f8', 'control', 'arrowDown', 'text', 'lost'] as const

it('has every printable character of ASCII on its sheet', () => {
  const printed = new Set(sheet.flatMap(({ content }) => Array.from(content)))
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))
  expect(printable.filter((character) => !printed.has(character))).toEqual([])
})

describe('the keyboard of the scanner', () => {
  it.each(scannerLayouts.flatMap((layout) => layoutsOfPcs.map((system) => [layout, system] as const)))(
    '%s on a computer set to %s',
    (layout, system) => {
      const learned = learnt({ layout, system })
      expect(learned).toMatchObject({
        profile: { layout, caseInverted: false },
        system,
        confidence: 'certain',
        wrong: [],
      })
      expect(learned.seen).toHaveLength(sheet.length)
    },
  )

  it('is told with the others that fit as well, where only some codes were scanned', () => {
    const learned = learnt({ layout: 'us' }, sheet.slice(0, 2))
    expect(learned).toMatchObject({ confidence: 'likely', profile: { layout: 'us' } })
    expect(learned.alsoFits).toEqual(['uk', 'es', 'it'])
    expect(learned.seen).toEqual(['capitals', 'small'])
  })
})

describe('capitals', () => {
  it.each(scannerLayouts)('are right on %s when Caps Lock is on at the computer', (layout) => {
    expect(learnt({ layout, system: layout, capsLock: true })).toMatchObject({
      profile: { layout, caseInverted: false },
      capsLockOn: true,
      confidence: 'certain',
    })
  })

  it.each(scannerLayouts)('are found swapped on %s when the scanner believes in Caps Lock', (layout) => {
    expect(learnt({ layout, inverted: true })).toMatchObject({
      profile: { layout, caseInverted: true },
      confidence: 'certain',
      wrong: [],
    })
  })
})

describe('the hidden separator', () => {
  it.each(ways.flatMap((way) => layoutsOfPcs.map((layout) => [way, layout] as const)))('as %s on %s', (way, layout) => {
    const learned = learnt({ separator: way, layout, system: layout })
    expect(learned.separator?.way).toBe(way)
    expect(learned.profile.separator).toBe(way)
    expect(learned.advice.includes('sendSeparator')).toBe(way === 'lost')
    expect(learned.wrong).toEqual([])
  })

  it.each(['~', '<GS>', '{GS}', '^]', '|'])('as the signs %s', (substitute) => {
    const learned = learnt({ separator: 'text', substitute })
    expect(learned.separator).toEqual({ way: 'text', text: substitute })
    expect(learned.profile).toMatchObject({ separator: 'text', separatorText: substitute })
    expect(learned.advice).not.toContain('rareSeparator')
  })

  it('as signs that ordinary codes have, is warned of', () => {
    expect(learnt({ separator: 'text', substitute: '-' }).advice).toContain('rareSeparator')
  })

  it('as a key that stands for nothing, is named', () => {
    const [before, after] = '010426011873118010AB-12\x1d17281231'.split('\x1d')
    const first = keysOfScan(before ?? '', { end: [] }, 1000)
    const at = (first.at(-1)?.at ?? 0) + 5
    const key = { ...first[0]!, code: 'F9', key: 'F9', shift: false } // safe: a scan has keys
    const keys = [...first, { ...key, kind: 'down' as const, at }, { ...key, kind: 'up' as const, at: at + 2 }]
    const learned = learnScanner([[...keys, ...keysOfScan(after ?? '', {}, at + 8)]], sheet)
    expect(learned?.separator).toEqual({ way: 'other', text: 'F9' })
    expect(learned?.advice).toContain('changeSeparator')
  })
})

describe('beginning and end', () => {
  it.each([
    [['Enter'], 'enter', 'enter'],
    [['Tab'], 'tab', 'tab'],
    [[], 'none', 'none'],
    [['Enter', 'Enter'], 'enterTwice', 'enter'],
    [['Enter', 'Ctrl+J'], 'enterTwice', 'enter'],
  ] as const)('ends in %j', (end, ending, suffix) => {
    const learned = learnt({ end })
    expect(learned).toMatchObject({ ending, profile: { suffix }, confidence: 'certain' })
    expect(learned.advice.includes('addEnter')).toBe(ending === 'none')
  })

  it('that differ from code to code are told', () => {
    const recordings = sheet.map(({ content }, index) => keysOfScan(content, { end: index === 0 ? [] : ['Enter'] }))
    expect(learnScanner(recordings, sheet)).toMatchObject({ ending: 'mixed', profile: { suffix: 'any' } })
  })

  it.each(['~', '*', 'ab', '$$'])('begins with %s', (prefix) => {
    expect(learnt({ prefix })).toMatchObject({ profile: { prefix, aim: false }, aim: null, confidence: 'certain' })
  })

  it.each(['us', 'de', 'fr', 'ch', 'es'] as const)('names its codes, with a prefix before, on %s', (layout) => {
    const recordings = sheet.map(({ content, symbology }) =>
      keysOfScan(content, { layout, prefix: '#', aim: symbology === 'gs1-128' ? ']C1' : ']C0' }),
    )
    const learned = learnScanner(recordings, sheet)
    expect(learned).toMatchObject({ aim: ']C1', profile: { layout, prefix: '#', aim: true }, confidence: 'certain' })
    expect(learned?.advice).not.toContain('nameCodes')
  })
})

describe('pace', () => {
  it('keeps the defaults for a fast scanner, and allows a slow one its own', () => {
    expect(learnt({ gap: 4 })).toMatchObject({ medianGap: 4, profile: { medianGap: 35, maxGap: 80, silence: 100 } })
    const slow = learnt({ gap: 70, hold: 20 })
    expect(slow.profile.medianGap).toBeGreaterThanOrEqual(105)
    expect(slow.profile.silence).toBeGreaterThan(slow.profile.maxGap)
    expect(slow.advice).toContain('faster')
  })
})

describe('what no setting can mend', () => {
  it('is shown character by character, with what to change', () => {
    const recordings = sheet.map(({ content }) => keysOfScan(content.replaceAll('_', '?'), {}))
    const learned = learnScanner(recordings, sheet)
    expect(learned).toMatchObject({ confidence: 'unsure', wrong: [{ expected: '_', got: '?' }] })
    expect(learned?.advice[0]).toBe('setLayout')
  })

  it('is nothing where nothing was scanned', () => {
    expect(learnScanner([], sheet)).toBeNull()
    expect(learnScanner([[]], sheet)).toBeNull()
  })
})
