import { pathToFileURL } from 'node:url'
import { Page } from '../support/burst-page.ts'
import { makeStream } from './scanner-streams.ts'

/**
 * Random key streams through the capture's decoding and state machine: hands that type and scanners that scan, in any
 * order. Promises that no typed key is taken or moved, and no scan within its profile's limits is missed, merged or
 * leaked. The same seed makes the same streams.
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

export function fuzz(streams: number, seed: number, progress?: (done: number) => void): FuzzResult {
  const failures: string[] = []
  let keys = 0
  let scans = 0
  let typed = 0
  for (let index = 0; index < streams; index += 1) {
    const mine = (seed + index * 7919) >>> 0
    const { profile, inField, keys: stream, codes, typed: text } = makeStream(mine)
    const page = new Page(inField ? 'insert' : 'page', profile).hear(stream)
    keys += stream.length / 2
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
