/** What kind of world a seed makes: drawn first, so that a story can be told by its profile and its seed. Plain data. */
import type { HakoSwitches, HakoV0Switches } from '../../src/main/practice/practice.ts'
import { Dice } from './dice.ts'
import { assumptionBreakers, ordinaryFaults, type FaultName } from './fault-menu.ts'

export interface Profile {
  readonly remote: SimulatedRemote
  /** Others take their time between reading a figure and writing it, whoever has it in hand. */
  readonly careless: boolean
  readonly devices: number
  readonly items: number
  readonly warehouses: number
  /** Minutes of work before everything calms down. */
  readonly minutes: number
  readonly switches: Partial<HakoV0Switches>
  /** Mean times between two acts, in milliseconds; null: never. */
  readonly userEvery: number
  readonly otherEvery: number | null
  readonly answerEvery: number
  /** People come back to what stands open; others write there meanwhile, where there are others. */
  readonly secondThoughtsEvery: number | null
  readonly killEvery: number | null
  /** Of the kills, how many also lose the newest of the write-ahead log. */
  readonly tornTails: number
  readonly outageEvery: number | null
  /** How wrong the wall clocks are from the start, in milliseconds. */
  readonly clockShift: number
  readonly clockShiftEvery: number | null
  readonly sleepEvery: number | null
  readonly diskFailureEvery: number | null
  readonly secondInstanceEvery: number | null
  /** The database is copied, and put back at the next of these. */
  readonly restoreEvery: number | null
  readonly latencyMs: number
  readonly faults: readonly FaultChance[]
  readonly batchSize: number
  /** Somebody else deletes most of the items at once. */
  readonly exodus: boolean
  /** Warehouses of which people say that nobody else writes there; it may be wrong. */
  readonly soleWriter: readonly string[]
  /** Others and users delete, rename and make anew. */
  readonly upheaval: number
}

export type SimulatedRemote = 'hako-v1' | 'hako-v0'

export interface FaultChance {
  readonly fault: FaultName
  readonly probability: number
}

/** Most stories are short: what they cover in a second of computing is what counts. Some are long, for what takes time. */
type Size = 'short' | 'middle' | 'long'

export function drawProfile(seed: number): Profile {
  const dice = new Dice(seed, 'profile')
  const size = dice.weighted<Size>([
    [80, 'short'],
    [17, 'middle'],
    [3, 'long'],
  ])
  const { minutes, acts } = drawLength(dice, size)
  const soleWriter = dice.chance(0.15) ? dice.pick([['W1'], ['W1', 'W2', 'W3']]) : []
  const alone = soleWriter.length > 0 && dice.chance(0.6)
  const exodus = dice.chance(0.02)
  const shape = exodus ? { devices: 1, items: dice.integer(24, 40), warehouses: 1 } : drawShape(dice, size)
  const mean = (minutes * 60_000) / acts
  const sometimes = (probability: number, every: number): number | null =>
    dice.chance(probability) ? Math.round(every) : null
  return {
    remote: 'hako-v1',
    careless: false,
    ...shape,
    devices: alone ? 1 : shape.devices,
    minutes,
    switches: { ...drawSwitches(dice), ...(exodus ? { itemDelete: 'cascades' as const } : {}) },
    userEvery: Math.round(mean),
    otherEvery: alone ? null : dice.pick([null, 4 * mean, 2 * mean, mean].map((every) => every && Math.round(every))),
    answerEvery: dice.pick([15_000, 60_000, 240_000]),
    secondThoughtsEvery: drawSecondThoughts(seed, mean),
    killEvery: sometimes(0.3, minutes * 60_000 * dice.pick([0.3, 0.6])),
    tornTails: dice.chance(0.2) ? 0.5 : 0,
    outageEvery: sometimes(0.25, minutes * 60_000 * 0.4),
    clockShift: 0,
    clockShiftEvery: sometimes(0.2, minutes * 60_000 * 0.4),
    sleepEvery: sometimes(0.12, minutes * 60_000 * 0.5),
    diskFailureEvery: sometimes(0.2, minutes * 60_000 * dice.pick([0.1, 0.4])),
    secondInstanceEvery: sometimes(0.03, minutes * 60_000 * 0.5),
    restoreEvery: sometimes(0.06, minutes * 60_000 * 0.35),
    latencyMs: dice.pick([30, 150, 600, 2_000]),
    faults: dice.chance(0.12) ? [] : drawFaults(dice),
    batchSize: dice.pick([100, 100, 5, 2]),
    exodus,
    soleWriter,
    upheaval: dice.pick([0, 0.1, 0.3]),
  }
}

/** The same world over version 0, with what is open there; every third with others who write whatever is in hand. */
export function drawV0Profile(seed: number): Profile {
  const profile = drawProfile(seed)
  const dice = new Dice(seed, 'version 0')
  const switches = {
    missingRow: dice.pick(['refused', 'creates'] as const),
    inventoryStamps: dice.pick(['shown', 'shown', 'shown', 'absent'] as const),
    inventoryDelete: dice.pick(['removes', 'keeps-zero'] as const),
  }
  return {
    ...profile,
    remote: 'hako-v0',
    careless: seed % 3 === 0,
    switches: { ...profile.switches, ...switches },
  }
}

/** Whether nobody but one device writes anything at all; what it forgets with a torn log was somebody else's. */
export const isAlone = ({ devices, otherEvery, killEvery, tornTails, restoreEvery, exodus }: Profile): boolean =>
  devices === 1 && otherEvery === null && !exodus && restoreEvery === null && (killEvery === null || tornTails === 0)

/** By dice of their own, so that all other worlds are as they were before there were second thoughts. */
function drawSecondThoughts(seed: number, mean: number): number | null {
  const dice = new Dice(seed, 'second thoughts')
  return dice.chance(0.35) ? Math.round(mean * dice.pick([0.5, 1, 2])) : null
}

function drawLength(dice: Dice, size: Size): { readonly minutes: number; readonly acts: number } {
  switch (size) {
    case 'short':
      return { minutes: dice.pick([1, 2, 2, 3]), acts: dice.integer(3, 12) }
    case 'middle':
      return { minutes: dice.integer(2, 8), acts: dice.integer(10, 30) }
    case 'long':
      return { minutes: dice.integer(8, 35), acts: dice.integer(30, 80) }
  }
}

const drawShape = (dice: Dice, size: Size): Pick<Profile, 'devices' | 'items' | 'warehouses'> =>
  size === 'short'
    ? { devices: dice.chance(0.12) ? 2 : 1, items: dice.integer(1, 5), warehouses: dice.integer(1, 2) }
    : {
        devices: dice.weighted([
          [6, 1],
          [3, 2],
          [size === 'long' ? 1 : 0, 3],
        ]),
        items: dice.integer(2, 7),
        warehouses: dice.integer(1, 3),
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
    repeatedKeys: dice.pick(['each', 'last-wins'] as const),
    largestArray: dice.pick([null, null, 4]),
    transferAnswer: dice.pick(['rows', 'items'] as const),
    transferLegs: dice.pick(['together', 'together', 'separate'] as const),
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

function drawFaults(dice: Dice): readonly FaultChance[] {
  const probability = dice.pick([0.03, 0.08, 0.2])
  const breaks = dice.chance(0.06) ? [{ fault: dice.pick(assumptionBreakers), probability: 0.15 }] : []
  const many = dice.integer(1, 5)
  return [...breaks, ...Array.from({ length: many }, () => ({ fault: dice.pick(ordinaryFaults), probability }))]
}
