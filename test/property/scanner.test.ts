import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Route } from '../../src/renderer/scanner/burst-keys.ts'
import { checkDigit } from '../../src/shared/domain/gtin.ts'
import { Page, type Press } from '../support/burst-page.ts'

const settings = { seed: 20261121, numRuns: 300 }

const route = fc.constantFrom<Route>('insert', 'page')
const character = fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyzABC0123456789-./ '))

/** Whole milliseconds, most of them a practised hand's, a few of them rolls; a finger stays down for at least 55. */
const humanKey = fc.record({
  text: fc.oneof({ arbitrary: character, weight: 9 }, { arbitrary: fc.constant('\n'), weight: 1 }),
  gap: fc.oneof(
    { arbitrary: fc.integer({ min: 60, max: 260 }), weight: 3 },
    { arbitrary: fc.integer({ min: 15, max: 35 }), weight: 2 },
  ),
  hold: fc.integer({ min: 55, max: 150 }),
})

const timed = (
  keys: readonly { readonly text: string; readonly gap: number; readonly hold: number }[],
  start = 0,
): Press[] => {
  let at = start
  return keys.map(({ text, gap, hold }) => ({ text, hold, at: (at += gap) }))
}

/** A code and the gaps before each of its keys, within the default profile; a key is up before the next is down. */
const scannerBurst = fc
  .array(character, { minLength: 4, maxLength: 40 })
  .chain((text) => {
    const slow = Math.floor((text.length - 2) / 2)
    const gaps = fc
      .tuple(
        fc.array(fc.integer({ min: 0, max: 35 }), {
          minLength: text.length - 1 - slow,
          maxLength: text.length - 1 - slow,
        }),
        fc.array(fc.integer({ min: 0, max: 80 }), { minLength: slow, maxLength: slow }),
      )
      .chain(([fast, any]) => fc.shuffledSubarray([...fast, ...any], { minLength: text.length - 1 }))
    return fc.record({
      text: fc.constant(text.join('')),
      gaps,
      suffixGap: fc.integer({ min: 0, max: 80 }),
      suffix: fc.boolean(),
    })
  })
  .map(({ text, gaps, suffixGap, suffix }) => {
    const between = suffix ? [...gaps, suffixGap] : gaps
    const holds = [...between, 5].map((gap) => Math.min(gap, 20))
    const keys = Array.from(suffix ? `${text}\n` : text, (key, index) => ({
      text: key,
      gap: between[index - 1] ?? 0,
      hold: holds[index] ?? 0,
    }))
    return { text, keys, suffix }
  })

describe('typing by hand', () => {
  it('is never taken for a scan and arrives as it was typed, rolls and quantities included', () => {
    fc.assert(
      fc.property(route, fc.boolean(), fc.array(humanKey, { minLength: 1, maxLength: 60 }), (where, scanned, keys) => {
        const page = (scanned ? Page.knowing(where) : new Page(where)).run(timed(keys, 10_000))
        expect(page.scans).toEqual([])
        expect(page.text).toBe(keys.map(({ text }) => text).join(''))
      }),
      settings,
    )
  })

  it('is never taken for a scan when it is nothing but a roll', () => {
    const rolled = humanKey.map((key) => ({ ...key, gap: Math.min(key.gap, 30) }))
    fc.assert(
      fc.property(route, fc.array(rolled, { minLength: 2, maxLength: 12 }), (where, keys) => {
        const page = new Page(where).run(timed(keys))
        expect(page.scans).toEqual([])
        expect(page.text).toBe(keys.map(({ text }) => text).join(''))
      }),
      settings,
    )
  })
})

describe('a scan within the profile', () => {
  it('is never missed, and leaves nothing behind', () => {
    fc.assert(
      fc.property(route, scannerBurst, (where, { text, keys, suffix }) => {
        const page = new Page(where).run(timed(keys))
        expect(page.scans.map(({ code }) => code)).toEqual([text])
        expect(page.scans[0]?.suffix).toBe(suffix ? 'enter' : null)
        expect(page.text).toBe('')
      }),
      settings,
    )
  })

  it('follows another with no pause, once there is a suffix between', () => {
    const ended = scannerBurst.filter(({ suffix }) => suffix)
    fc.assert(
      fc.property(
        route,
        fc.array(ended, { minLength: 2, maxLength: 6 }),
        fc.integer({ min: 0, max: 5 }),
        (where, bursts, pause) => {
          const keys = bursts.flatMap(({ keys: [first, ...rest] }) =>
            first ? [{ ...first, gap: pause + 5 }, ...rest] : [],
          )
          const page = new Page(where).run(timed(keys))
          expect(page.scans.map(({ code }) => code)).toEqual(bursts.map(({ text }) => text))
          expect(page.text).toBe('')
        },
      ),
      settings,
    )
  })

  it('takes nothing of what a hand types before and after it', () => {
    const words = fc.array(
      humanKey.filter(({ text }) => text !== '\n'),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(route, words, scannerBurst, words, (where, before, burst, after) => {
        const first = timed(before)
        const scanned = timed(burst.keys, (first.at(-1)?.at ?? 0) + 400)
        const last = timed(after, (scanned.at(-1)?.at ?? 0) + 400)
        const page = new Page(where).run([...first, ...scanned, ...last])
        expect(page.scans.map(({ code }) => code)).toEqual([burst.text])
        expect(page.text).toBe([...before, ...after].map(({ text }) => text).join(''))
      }),
      settings,
    )
  })
})

interface StalledKey {
  readonly text: string
  /** Since the last key came up. */
  readonly before: number
  readonly hold: number
}

/** First keys that were down for long and then left alone for long, or five slow taps in a row: no clock tells them from a hand's. */
function beginsLikeHand(keys: readonly StalledKey[]): boolean {
  if (keys.slice(1, 5).every(({ before }) => before >= 100)) return true
  const firstTap = keys.findIndex(({ hold }) => hold < 100)
  return keys.slice(1, firstTap + 1).some(({ before }) => before >= 100)
}

/** Two stalls that meet are one from key to key, and may be no longer than one. */
const isBeyondLimit = (keys: readonly StalledKey[]): boolean =>
  keys.some(({ before }, index) => before + (keys[index - 1]?.hold ?? 0) >= 2000)

const digit = fc.constantFrom(...Array.from('0123456789'))

/** With a check digit or with none, so that it is plain what a digit in front of it is. */
const label = fc.oneof(
  fc.array(digit, { minLength: 12, maxLength: 12 }).map((digits) => [...digits, String(checkDigit(digits.join('')))]),
  fc
    .array(fc.constantFrom(...Array.from('0123456789ABC-')), { minLength: 7, maxLength: 19 })
    .map((characters) => [...characters, 'X']),
)

/**
 * Any number of stalls up to a quarter of the keys, each as long as the longest that is waited for: before any key, the
 * suffix included, or while one is down; two may meet. More than that is not a scanner that stalls but a slow one.
 */
const stalledBurst = fc
  .record({
    text: label,
    stalls: fc.array(fc.record({ at: fc.nat(), length: fc.integer({ min: 100, max: 1990 }), held: fc.boolean() }), {
      minLength: 1,
      maxLength: 5,
    }),
    pace: fc.integer({ min: 1, max: 15 }),
  })
  .map(({ text, stalls, pace }) => {
    const keys = [...text, '\n'].map((key) => ({ text: key, before: pace, hold: 1 }))
    for (const { at, length, held } of stalls.slice(0, Math.max(1, Math.floor(text.length / 4)))) {
      const key = keys[held ? at % text.length : 1 + (at % text.length)]
      if (key) Object.assign(key, held ? { hold: length } : { before: length })
    }
    return { text: text.join(''), keys }
  })
  .filter(({ keys }) => !beginsLikeHand(keys) && !isBeyondLimit(keys))

const stalled = (
  keys: readonly { readonly text: string; readonly before: number; readonly hold: number }[],
  start: number,
): Press[] => {
  let at = start
  return keys.map(({ text, before, hold }) => {
    const press = { text, hold, at: at + before }
    at = press.at + hold
    return press
  })
}

describe('a scan that stalls', () => {
  it('is neither split nor typed, wherever and however often it does', () => {
    fc.assert(
      fc.property(route, stalledBurst, (where, { text, keys }) => {
        const page = Page.knowing(where).run(stalled(keys, 10_000))
        expect(page.scans.map(({ code }) => code)).toEqual([text])
        expect(page.text).toBe('')
      }),
      { ...settings, numRuns: 2000 },
    )
  })
})
