import { seededRandom } from '../../src/main/practice/practice.ts'

/** Everything by chance in one story comes from streams like this; one per actor, so that they don't disturb each other. */
export class Dice {
  readonly next: () => number

  constructor(seed: number, stream: string) {
    let mixed = seed >>> 0
    for (const character of stream) mixed = (Math.imul(mixed ^ character.charCodeAt(0), 0x9e3779b1) + 0x7f4a7c15) >>> 0
    this.next = seededRandom(mixed)
    this.next()
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** Both ends included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  /** A waiting time around a mean, as things happen that don't know of each other. */
  wait(meanMs: number): number {
    return Math.round(-Math.log(1 - this.next()) * meanMs)
  }

  pick<T>(entries: readonly T[]): T {
    const entry = entries[Math.floor(this.next() * entries.length)]
    if (entry === undefined) throw new Error('Nothing to pick from')
    return entry
  }

  weighted<T>(entries: readonly (readonly [weight: number, entry: T])[]): T {
    let left = this.next() * entries.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, entry] of entries) {
      left -= weight
      if (left < 0) return entry
    }
    return this.pick(entries)[1]
  }
}

/** Few keys, so that people get in each other's way. */
export const someKey = (dice: Dice): string => `S${String(dice.integer(1, 9))}`
