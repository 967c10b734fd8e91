import type { Fault, Loss } from '../../src/main/practice/practice.ts'
import type { Dice } from './dice.ts'

/** The faults of the network and the remote that a story may hold (sync.md §8), by the names of the practice server. */
export type FaultName = Fault['kind'] | 'late-landing'

/** Delays stay below the settle time with every other delay on top: past it SETTLE would be a lie (sync.md §2). */
const longestDelay = 45_000
export const longestLanding = 80_000

const how = (dice: Dice): Loss => dice.pick(['reset', 'silence'] as const)

const menu: Readonly<Record<FaultName, (dice: Dice) => Fault>> = {
  'request-lost': (dice) => ({ kind: 'request-lost', how: how(dice) }),
  'response-lost': (dice) => ({ kind: 'response-lost', how: how(dice) }),
  'delayed-landing': (dice) => ({
    kind: 'delayed-landing',
    delayMs: dice.integer(1_000, longestLanding),
    how: how(dice),
  }),
  'late-landing': (dice) => ({ kind: 'delayed-landing', delayMs: dice.integer(130_000, 300_000), how: how(dice) }),
  'delayed-arrival': (dice) => ({ kind: 'delayed-arrival', delayMs: dice.integer(1_000, longestDelay) }),
  'delayed-answer': (dice) => ({ kind: 'delayed-answer', delayMs: dice.integer(1_000, longestDelay) }),
  reordered: () => ({ kind: 'reordered' }),
  'duplicate-delivery': (dice) => ({ kind: 'duplicate-delivery', delayMs: dice.integer(50, longestDelay) }),
  'reset-mid-body': () => ({ kind: 'reset-mid-body' }),
  'truncated-json': () => ({ kind: 'truncated-json' }),
  'html-page': () => ({ kind: 'html-page' }),
  redirect: (dice) => ({
    kind: 'redirect',
    status: dice.pick([301, 302, 303, 307, 308] as const),
    location: 'http://portal.test/',
  }),
  refused: (dice) => ({ kind: 'refused', status: dice.pick([401, 403] as const) }),
  'rate-limited': (dice) => ({
    kind: 'rate-limited',
    retryAfter: dice.pick(['none', 'seconds', 'date'] as const),
    seconds: dice.integer(1, 40),
  }),
  'server-error': (dice) => ({
    kind: 'server-error',
    status: dice.pick([500, 502, 503, 504] as const),
    applied: dice.chance(0.5),
  }),
  interrupted: (dice) => ({ kind: 'interrupted', afterWrites: dice.integer(0, 2) }),
  'fewer-rows': (dice) => ({ kind: 'fewer-rows', missing: dice.integer(1, 3) }),
  'body-stripped': () => ({ kind: 'body-stripped' }),
  'stale-read': (dice) => ({ kind: 'stale-read', byMs: dice.integer(1_000, 60_000) }),
  'row-cap': (dice) => ({ kind: 'row-cap', rows: dice.integer(1, 4) }),
  'clock-jump': (dice) => ({ kind: 'clock-jump', byMs: dice.pick([-3_600_000, 3_600_000, -60_000, -5_000, 5_000]) }),
}

export const makeFault = (name: FaultName, dice: Dice): Fault => menu[name](dice)

/** What breaks an assumption that the protocol states (sync.md §2): drawn for stories of their own. */
export const assumptionBreakers = [
  'duplicate-delivery',
  'stale-read',
  'late-landing',
] as const satisfies readonly FaultName[]

export const ordinaryFaults = (Object.keys(menu) as FaultName[]).filter(
  (name) => !(assumptionBreakers as readonly FaultName[]).includes(name),
)

const onReads = new Set<FaultName>(['body-stripped', 'stale-read', 'row-cap'])
const onWrites = new Set<FaultName>([
  'interrupted',
  'duplicate-delivery',
  'delayed-landing',
  'late-landing',
  'fewer-rows',
])

/** Whether the fault means anything to a request of this kind. */
export const suits = (name: FaultName, kind: 'read' | 'write'): boolean =>
  kind === 'read' ? !onWrites.has(name) : !onReads.has(name)
