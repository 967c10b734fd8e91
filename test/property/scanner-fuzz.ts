import { pathToFileURL } from 'node:url'
import type { Route } from '../../src/renderer/scanner/burst-keys.ts'
import { scannerProfile } from '../../src/shared/contract/settings.ts'
import { Page, type Press } from '../support/burst-page.ts'

/**
 * Random key streams through the capture's state machine: hands that type and scanners that scan, in any order, under
 * any of the profiles. Promises that no typed key is taken or moved, and no scan within its profile's limits is missed,
 * merged or leaked. The same seed makes the same streams.
 *
 *     node test/property/scanner-fuzz.ts 1000000 20261121
 */
export interface FuzzResult {
  readonly streams: number
  readonly keys: number
  readonly scans: number
  readonly typed: number
  /** The first few failures: the seed of the stream, and what it should have been. */
  readonly failures: readonly string[]
}

type Dice = (sides: number) => number

/** Mulberry32. */
function createDice(seed: number): Dice {
  let state = seed >>> 0
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * sides)
  }
}

const routes: readonly Route[] = ['insert', 'page']
const profiles = [
  {},
  { suffix: 'enter' },
  { suffix: 'tab' },
  { suffix: 'none' },
  { prefix: '~' },
  { medianGap: 60, maxGap: 120, silence: 140 },
] as const
const letters = Array.from('abcdefghijklmnopqrstuvwxyzABC0123456789-./ ')

interface Stream {
  readonly page: Page
  readonly presses: readonly Press[]
  readonly codes: readonly string[]
  readonly text: string
}

function makeStream(seed: number): Stream {
  const dice = createDice(seed)
  const profile = scannerProfile.parse(profiles[dice(profiles.length)])
  const end = endOf(profile.suffix, dice)
  const presses: Press[] = []
  const codes: string[] = []
  let text = ''
  let at = 1000
  for (let part = 1 + dice(4); part > 0; part -= 1) {
    const keys = dice(2) === 0 ? typing(dice) : scanning(dice, profile, end)
    for (const key of keys) presses.push({ ...key, at: (at += key.gap) })
    const written = keys.map((key) => key.text).join('')
    if (keys.isScan) codes.push(written.slice(profile.prefix.length, written.length - end.length))
    else text += written
    at += pauseAfter(keys.isScan, end, dice)
  }
  return { page: new Page(routes[dice(2)] ?? 'page', profile), presses, codes, text }
}

/**
 * A suffix between makes room at once. Without one, whoever comes next is somebody else only after the longest silence
 * and the latest suffix.
 */
const pauseAfter = (isScan: boolean, end: string, dice: Dice): number =>
  isScan && end !== '' ? 400 + dice(300) : 4500 + dice(500)

/** One scanner ends all its codes alike. */
function endOf(suffix: string, dice: Dice): string {
  if (suffix === 'any') return ['\n', '\t', ''][dice(3)] ?? ''
  return suffix === 'enter' ? '\n' : suffix === 'tab' ? '\t' : ''
}

type Keys = readonly { readonly text: string; readonly gap: number; readonly hold: number }[] & {
  readonly isScan: boolean
}

/** A hand: steady, or rolling over keys; a finger stays down for 55 milliseconds or more. */
function typing(dice: Dice): Keys {
  const keys = Array.from({ length: 1 + dice(20) }, () => ({
    text: dice(12) === 0 ? '\n' : (letters[dice(letters.length)] ?? 'a'),
    gap: dice(5) < 2 ? 15 + dice(20) : 60 + dice(200),
    hold: 55 + dice(95),
  }))
  return Object.assign(keys, { isScan: false })
}

/** Half the gaps within the median's limit, the others within the widest; each key is up before the next is down. */
function scanning(dice: Dice, profile: { prefix: string; medianGap: number; maxGap: number }, end: string): Keys {
  const code = Array.from({ length: 4 + dice(26) }, () => letters[dice(letters.length)] ?? 'a')
  const all = [...profile.prefix, ...code]
  const gaps = all.map((_, index) => dice((index % 2 === 0 ? profile.maxGap : profile.medianGap) + 1))
  // The first key has no gap before it; one more quick one keeps the median where it is for any length.
  if (gaps.length > 1) gaps[gaps.length - 1] = Math.min(gaps.at(-1) ?? 0, profile.medianGap)
  const endGap = dice(profile.maxGap + 1)
  const before = end === '' ? gaps : [...gaps, endGap]
  const keys = [...all, ...end].map((text, index) => ({
    text,
    gap: index === 0 ? 0 : (before[index] ?? 0),
    hold: Math.min(before[index + 1] ?? 5, 20),
  }))
  return Object.assign(keys, { isScan: true })
}

export function fuzz(streams: number, seed: number, progress?: (done: number) => void): FuzzResult {
  const failures: string[] = []
  let keys = 0
  let scans = 0
  let typed = 0
  for (let index = 0; index < streams; index += 1) {
    const mine = (seed + index * 7919) >>> 0
    const { page, presses, codes, text } = makeStream(mine)
    page.run(presses)
    keys += presses.length
    scans += codes.length
    typed += text.length
    const got = JSON.stringify([page.scans.map(({ code }) => code), page.text])
    const wanted = JSON.stringify([codes, text])
    if (got !== wanted && failures.length < 10) failures.push(`stream ${String(mine)}: wanted ${wanted}, got ${got}`)
    if (progress && (index + 1) % 100_000 === 0) progress(index + 1)
  }
  return { streams, keys, scans, typed, failures }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [streams = 1_000_000, seed = 20261121] = process.argv.slice(2).map(Number)
  const started = performance.now()
  const result = fuzz(streams, seed, (done) => process.stdout.write(`${String(done)} streams\n`))
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  process.stdout.write(`${JSON.stringify({ seed, ...result }, null, 2)}\n${seconds} s\n`)
  process.exitCode = result.failures.length > 0 ? 1 : 0
}
