/** What kind of world a seed makes: drawn first, so that a story can be told by its profile and its seed. */
import type { Fault, HakoSwitches, Loss } from '../../src/main/practice/practice.ts'
import { Dice } from './dice.ts'

export interface Profile {
  readonly devices: number
  readonly items: number
  readonly warehouses: number
  /** Minutes of work before everything calms down. */
  readonly minutes: number
  readonly switches: Partial<HakoSwitches>
  /** Mean times between two acts, in milliseconds; null: never. */
  readonly userEvery: number
  readonly otherEvery: number | null
  readonly answerEvery: number
  readonly killEvery: number | null
  /** Of the kills, how many also lose the newest of the write-ahead log. */
  readonly tornTails: number
  readonly outageEvery: number | null
  readonly clockShiftEvery: number | null
  readonly latencyMs: number
  readonly faults: readonly FaultChance[]
  readonly batchSize: number
  /** Others and users delete, rename and make anew. */
  readonly upheaval: number
}

export interface FaultChance {
  readonly probability: number
  make(dice: Dice): Fault
}

export function drawProfile(seed: number): Profile {
  const dice = new Dice(seed, 'profile')
  const calm = dice.chance(0.1)
  return {
    devices: dice.weighted([
      [6, 1],
      [3, 2],
      [1, 3],
    ]),
    items: dice.integer(3, 7),
    warehouses: dice.integer(1, 3),
    minutes: dice.integer(4, 20),
    switches: drawSwitches(dice),
    userEvery: dice.pick([4_000, 10_000, 20_000, 40_000]),
    otherEvery: dice.pick([null, 120_000, 40_000, 15_000]),
    answerEvery: dice.pick([20_000, 120_000, 400_000]),
    killEvery: dice.chance(0.5) ? dice.pick([120_000, 300_000]) : null,
    tornTails: dice.chance(0.2) ? 0.5 : 0,
    outageEvery: dice.chance(0.4) ? dice.pick([120_000, 400_000]) : null,
    clockShiftEvery: dice.chance(0.25) ? 180_000 : null,
    latencyMs: dice.pick([30, 150, 600, 2_000]),
    faults: calm ? [] : drawFaults(dice),
    batchSize: dice.pick([100, 100, 5, 2]),
    upheaval: dice.pick([0, 0.1, 0.3]),
  }
}

function drawSwitches(dice: Dice): Partial<HakoSwitches> {
  const tickMs = dice.pick([1000, 1000, 1])
  return {
    timestamps: dice.weighted([
      [6, 'seconds' as const],
      [2, 'milliseconds' as const],
      [2, 'iso' as const],
    ]),
    tickMs,
    clockSkewMs: dice.pick([0, 0, 0, 3_600_000, -90_000]),
    stampSkewMs: dice.pick([0, 0, 0, 1_500, -1_500]),
    dateHeader: dice.chance(0.9),
    inventories: dice.pick(['array', 'dictionary'] as const),
    inventoriesShown: dice.pick(['always', 'always', 'unless-empty', 'in-reads-only'] as const),
    emptyFields: dice.pick(['omitted', 'null'] as const),
    ids: dice.weighted([
      [8, 'stable' as const],
      [1, 'new-on-rename' as const],
      [1, 'absent' as const],
    ]),
    stockMovesUpdatedAt: dice.chance(0.75),
    batch: dice.pick(['atomic', 'prefix', 'independent'] as const),
    partialAnswer: dice.pick(['error', 'error', 'rows'] as const),
    largestArray: dice.pick([null, null, 4]),
    transferAnswer: dice.pick(['rows', 'items'] as const),
    belowZero: dice.pick(['refused', 'negative'] as const),
    missingCell: dice.pick(['creates', 'refused'] as const),
    itemDelete: dice.pick(['cascades', 'cascades', 'refused-with-stock'] as const),
    bundleOnItemDelete: dice.pick(['keeps-component', 'drops-component'] as const),
    bundleOnItemRename: dice.pick(['follows', 'keeps-old-sku'] as const),
    errorShape: dice.pick(['nested', 'flat', 'text'] as const),
    refusalStatus: dice.pick(['plain', 'specific'] as const),
    retryAfter: dice.pick(['none', 'seconds', 'date'] as const),
  }
}

const how = (dice: Dice): Loss => dice.pick(['reset', 'silence'] as const)

/** Delays stay below the settle time with every other delay on top: past it SETTLE would be a lie (sync.md §2). */
const menu: readonly ((dice: Dice) => Fault)[] = [
  (dice) => ({ kind: 'request-lost', how: how(dice) }),
  (dice) => ({ kind: 'response-lost', how: how(dice) }),
  (dice) => ({ kind: 'response-lost', how: how(dice) }),
  (dice) => ({ kind: 'delayed-landing', delayMs: dice.integer(1_000, 80_000), how: how(dice) }),
  (dice) => ({ kind: 'delayed-arrival', delayMs: dice.integer(1_000, 45_000) }),
  (dice) => ({ kind: 'delayed-answer', delayMs: dice.integer(1_000, 45_000) }),
  () => ({ kind: 'reordered' }),
  () => ({ kind: 'reset-mid-body' }),
  () => ({ kind: 'truncated-json' }),
  () => ({ kind: 'html-page' }),
  (dice) => ({
    kind: 'redirect',
    status: dice.pick([301, 302, 303, 307, 308] as const),
    location: 'http://portal.test/',
  }),
  (dice) => ({ kind: 'refused', status: dice.pick([401, 403] as const) }),
  (dice) => ({
    kind: 'rate-limited',
    retryAfter: dice.pick(['none', 'seconds', 'date'] as const),
    seconds: dice.integer(1, 40),
  }),
  (dice) => ({
    kind: 'server-error',
    status: dice.pick([500, 502, 503, 504] as const),
    applied: dice.chance(0.5),
  }),
  (dice) => ({ kind: 'interrupted', afterWrites: dice.integer(0, 2) }),
  (dice) => ({ kind: 'fewer-rows', missing: dice.integer(1, 3) }),
  () => ({ kind: 'body-stripped' }),
  (dice) => ({ kind: 'row-cap', rows: dice.integer(1, 4) }),
  (dice) => ({ kind: 'clock-jump', byMs: dice.pick([-3_600_000, 3_600_000, -60_000, -5_000, 5_000]) }),
]

function drawFaults(dice: Dice): readonly FaultChance[] {
  const many = dice.integer(1, 6)
  const share = dice.pick([0.02, 0.06, 0.15])
  return Array.from({ length: many }, () => ({ probability: share, make: dice.pick(menu) }))
}
