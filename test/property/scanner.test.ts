import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  burstDeadline,
  initialBurstState,
  stepBurst,
  type BurstInput,
  type BurstState,
  type Effect,
  type RecognisedScan,
} from '../../src/renderer/scanner/burst.ts'
import type { KeyDown, Route } from '../../src/renderer/scanner/burst-keys.ts'
import type { Meaning } from '../../src/renderer/scanner/decode.ts'
import { scannerProfile } from '../../src/shared/contract/settings.ts'

const settings = { seed: 20261121, numRuns: 300 }
const profile = scannerProfile.parse({})

/** A key as it happens: when it goes down, after how long it comes up. */
interface Press {
  readonly at: number
  readonly hold: number
  readonly text: string
}

/**
 * A field, or a page without one, behind the capture: keys that pass are written at once, held ones when released; taking
 * back restores what was remembered. Runs the presses with every tick that falls between them.
 */
class Page {
  text = ''
  readonly scans: RecognisedScan[] = []
  readonly #route: Route
  #state: BurstState = initialBurstState
  #remembered: string | null = null
  #held = ''

  constructor(route: Route) {
    this.#route = route
  }

  run(presses: readonly Press[]): this {
    const inputs = presses.flatMap(({ at, hold, text }, index): readonly (readonly [number, BurstInput])[] => {
      const key = `${text}#${String(index)}`
      return [
        [at, { kind: 'down', key, at, repeat: false, meaning: meaningOf(text), route: this.#route }],
        [at + hold, { kind: 'up', key, at: at + hold }],
      ]
    })
    for (const [at, input] of inputs.toSorted((a, b) => a[0] - b[0])) {
      this.#tickUntil(at)
      this.#step(input)
    }
    this.#tickUntil(Infinity)
    return this
  }

  #tickUntil(at: number): void {
    for (
      let due = burstDeadline(this.#state, profile);
      due !== null && due < at;
      due = burstDeadline(this.#state, profile)
    ) {
      this.#step({ kind: 'tick', at: due })
    }
  }

  #step(input: BurstInput): void {
    const { state, disposal, effects } = stepBurst(this.#state, input, profile)
    this.#state = state
    for (const effect of effects) this.#perform(effect)
    if (input.kind !== 'down') return
    if (disposal === 'pass') this.text += written(input)
    if (disposal === 'hold') this.#held += written(input)
  }

  #perform(effect: Effect): void {
    if (effect.kind === 'remember') this.#remembered ??= this.text
    if (effect.kind === 'forget') this.#remembered = null
    if (effect.kind === 'scan') this.scans.push(effect.scan)
    if (effect.kind === 'release') this.text += this.#held
    if (effect.kind === 'takeBack') this.text = this.#remembered ?? this.text
    if (effect.kind === 'takeBack') this.#remembered = null
    if (effect.kind === 'takeBack' || effect.kind === 'release') this.#held = ''
  }
}

const meaningOf = (text: string): Meaning =>
  text === '\n' ? { kind: 'suffix', suffix: 'enter' } : { kind: 'character', text, heard: text }

const written = ({ meaning }: KeyDown): string =>
  meaning.kind === 'suffix' ? '\n' : meaning.kind === 'character' ? meaning.text : ''

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
      fc.property(route, fc.array(humanKey, { minLength: 1, maxLength: 60 }), (where, keys) => {
        const page = new Page(where).run(timed(keys))
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
