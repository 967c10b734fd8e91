/** A float in [0, 1). */
export type Random = () => number

/** A repeatable stream of numbers (the 32-bit mix known as mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** An integer from `least` to `most`, both included. */
export const pickInteger = (random: Random, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1))

/** One of the entries. The list must not be empty. */
export function pickOne<T>(random: Random, entries: readonly T[]): T {
  const entry = entries[Math.floor(random() * entries.length)]
  if (entry === undefined) throw new Error('Nothing to pick from')
  return entry
}
