import type { Meaning } from './decode.ts'

/** The keys that the state machine of burst.ts is told of, and what it keeps of a run of them. Times in milliseconds. */

/** What the browser itself does with a key where it lands: writes text, nothing, or something that can't be undone. */
export type Route = 'insert' | 'page' | 'act'

export interface KeyDown {
  readonly kind: 'down'
  /** The physical key. */
  readonly key: string
  readonly at: number
  readonly repeat: boolean
  readonly meaning: Meaning
  readonly route: Route
}

export interface KeyUp {
  readonly kind: 'up'
  readonly key: string
  readonly at: number
}

/** Keys that followed each other fast enough to be one scan. */
export interface Burst {
  readonly text: string
  readonly heard: string
  readonly gaps: readonly number[]
  readonly holds: readonly number[]
  readonly overlaps: number
  /** Keys of this burst that are down, and since when. */
  readonly down: ReadonlyMap<string, number>
  readonly startedAt: number
  /** The last key down, and the last one that may be a modifier. */
  readonly lastAt: number
  readonly lastDownAt: number
  /** When a key of this burst last came up; null: none did. */
  readonly lastUpAt: number | null
  /** The widest gap since the last character, when modifiers came between. */
  readonly pendingGap: number
  /** open: may still be typing; released: may be, and is no longer held; locked: certainly a scan, all is swallowed. */
  readonly mode: 'open' | 'released' | 'locked'
  readonly holding: boolean
  /** How many of the characters were let through because nothing followed them for a while. */
  readonly loose: number
  /** No field took any of the characters. */
  readonly onPage: boolean
}

/** A key that adds to the code. */
export type Written = Extract<Meaning, { kind: 'character' | 'inBurst' }>

/** The time since the last character, or the longer of its parts where modifiers came between. */
export const gapBefore = (burst: Burst, at: number): number => Math.max(burst.pendingGap, at - burst.lastDownAt)

/** The burst with one more character; null: the first one. */
export function extend(burst: Burst | null, input: KeyDown, meaning: Written): Burst {
  const { at, key } = input
  const fresh = { startedAt: at, lastAt: at, lastDownAt: at, pendingGap: 0, down: new Map([[key, at]]) }
  const { text, heard } = meaning
  if (!burst) {
    const none = { gaps: [], holds: [], overlaps: 0, lastUpAt: null, loose: 0 }
    return { ...fresh, ...none, text, heard, mode: 'open', holding: false, onPage: input.route === 'page' }
  }
  return {
    ...burst,
    ...fresh,
    startedAt: burst.startedAt,
    text: burst.text + text,
    heard: burst.heard + heard,
    gaps: [...burst.gaps, gapBefore(burst, at)],
    overlaps: burst.overlaps + (burst.down.size > 0 ? 1 : 0),
    onPage: burst.onPage && input.route === 'page',
    down: new Map([...burst.down, [key, at]]),
  }
}

/** A modifier's key takes its time between two characters. */
export const waited = (burst: Burst, at: number): Burst => ({
  ...burst,
  pendingGap: gapBefore(burst, at),
  lastDownAt: at,
})

export const lifted = (burst: Burst, input: KeyUp, since: number): Burst => ({
  ...burst,
  down: without(burst.down, input.key),
  holds: [...burst.holds, input.at - since],
  lastUpAt: input.at,
})

export function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map
  const rest = new Map(map)
  rest.delete(key)
  return rest
}
