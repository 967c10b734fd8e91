/**
 * Rounds of counting. In a single count the first round is the count, and every recount that somebody asks for is a round
 * of its own. In a double count two people count without seeing each other's figures, and where these differ a third
 * breaks the tie. Pure.
 */
export type CountingMethod = 'single' | 'double'

export interface RoundCount {
  readonly round: number
  readonly counted: number
  readonly person: string | null
}

/** What a line still waits for before its figure can be taken: nothing, or another pair of eyes. */
export type Waits = 'second' | 'tieBreak' | 'otherPerson' | null

export interface Standing {
  /** The round whose figure stands. */
  readonly round: number
  readonly waits: Waits
}

/** The first round that breaks ties. */
export const tieBreakRound = 3

/**
 * Which round stands, oldest round first. Null where nothing was counted. `byOther`: a recount counts only when somebody
 * else did it.
 */
export function standing(
  method: CountingMethod,
  counts: readonly RoundCount[],
  { byOther }: { readonly byOther: boolean },
): Standing | null {
  const last = counts.at(-1)
  if (last === undefined) return null
  return method === 'double'
    ? standingOfTwo(counts, last)
    : { round: last.round, waits: waitsForOther(counts, byOther) }
}

function waitsForOther(counts: readonly RoundCount[], byOther: boolean): Waits {
  const [before, last] = counts.slice(-2)
  if (!byOther || before === undefined || last === undefined) return null
  return before.person === last.person ? 'otherPerson' : null
}

function standingOfTwo(counts: readonly RoundCount[], last: RoundCount): Standing {
  if (last.round >= tieBreakRound) return { round: last.round, waits: null }
  const [first, second] = counts
  if (first === undefined || second === undefined) return { round: last.round, waits: 'second' }
  return { round: second.round, waits: first.counted === second.counted ? null : 'tieBreak' }
}

/** The round of a double count that the next person to join it counts. */
export const nextRound = (taken: readonly number[]): number =>
  [1, 2].find((round) => !taken.includes(round)) ?? tieBreakRound
