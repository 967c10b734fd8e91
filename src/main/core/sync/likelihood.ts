import { subtract } from '../../../shared/domain/quantity.ts'

/**
 * Rule 20: how likely it is that a lost movement was carried out, given what was read. A help for the person who is
 * asked; nothing is decided by it (rule 21). The formula stands in docs/sync.md. Pure.
 */
export interface Sighting {
  /** What carrying it out would have added to this cell. */
  readonly by: number
  /** What was added since the figure before. */
  readonly moved: number
  /** Movements by others expected in this cell, and in all other cells of the item, in a minute. */
  readonly perMinute: number
  readonly elsewherePerMinute: number
  /** Between the figure before and the read. */
  readonly minutes: number
  /** The record's stamp has moved since; null: stamps don't say. */
  readonly stamped: boolean | null
  /** Sizes of the newest movements by others in the account. */
  readonly sizes: readonly number[]
}

/** Lost answers come from lost answers and from lost requests, three to two (the shares measured in sync.md). */
const landed = 3
const lost = 2

/** The share of lost answers that were carried out, by experience of this account. */
export const priorOf = ({ yes, no }: { readonly yes: number; readonly no: number }): number =>
  (landed + yes) / (landed + lost + yes + no)

/** A stamp that moves without any stock: somebody edited the record. */
const edited = 0.01
/** What is held possible of a thing that should not happen (a clock that jumps, a stamp that stays). */
const absurd = 0.001

/** Over every cell of one row: two for a transfer. */
export function likelihoodOf(prior: number, cells: readonly Sighting[]): number {
  const odds = cells.reduce(
    (product, cell) => product * (chanceOf(cell, true) / chanceOf(cell, false)),
    prior / (1 - prior),
  )
  return odds / (1 + odds)
}

/** The chance of what was seen in one cell, if the movement was carried out and if it was not. */
function chanceOf(cell: Sighting, applied: boolean): number {
  const rest = subtract(cell.moved, applied ? cell.by : 0)
  const quiet = Math.exp(-cell.perMinute * cell.minutes)
  const figure = (rest === 0 ? quiet : 0) + (1 - quiet) * shareOf(rest, cell.sizes)
  return Math.max(absurd, figure * stampChance(cell, applied, rest, quiet))
}

/** Carried out, it must have moved the stamp. Not carried out, only somebody else can have. */
function stampChance(cell: Sighting, applied: boolean, rest: number, quiet: number): number {
  if (cell.stamped === null) return 1
  if (applied) return cell.stamped ? 1 : absurd
  if (rest !== 0) return cell.stamped ? 1 : absurd
  const elsewhere = 1 - (1 - edited) * Math.exp(-cell.elsewherePerMinute * cell.minutes)
  const moved = 1 - quiet * (1 - elsewhere)
  return cell.stamped ? moved : 1 - moved
}

/** How often others move by just this much. Unseen sizes share what one sighting in fifty would have. */
function shareOf(size: number, sizes: readonly number[]): number {
  const alike = sizes.filter((other) => other === size).length
  return (alike + 1 / 50) / (sizes.length + 1)
}

/** An hour at the account's pace, and what was really seen of this cell. */
export const paceOf = (seen: number, minutes: number, accountPace: number): number =>
  (seen + accountPace * 60) / (minutes + 60)
