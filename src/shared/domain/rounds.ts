/**
 * Rounds of counting. In a single count the first round is the count, and every recount that somebody asks for is a round
 * of its own. In a double count two people count without seeing each other's figures, and where these differ a third
 * breaks the tie; where all differ a person decides. Pure.
 */
export type CountingMethod = 'single' | 'double'

export interface RoundCount {
  readonly round: number
  readonly counted: number
  readonly person: string | null
  /** When its first event that stands was made. Milliseconds. */
  readonly beganAt: number
}

/** What a line still waits for before its figure can be taken: nothing, another pair of eyes, or somebody's decision. */
export type Waits = 'second' | 'tieBreak' | 'decision' | 'otherPerson' | null

export interface Standing {
  /** The round whose figure stands. */
  readonly round: number
  readonly waits: Waits
}

/** The first round that breaks ties. */
export const tieBreakRound = 3

/**
 * Which round stands, oldest round first. Null where nothing was counted. `byOther`: a recount counts only when somebody
 * else did it. In a double count the rounds are in the order in which they began, because their numbers are only names:
 * each PC numbers recounts for itself, and a merge gives them the numbers that are free here.
 */
export function standing(
  method: CountingMethod,
  counts: readonly RoundCount[],
  { byOther }: { readonly byOther: boolean },
): Standing | null {
  const last = counts.at(-1)
  if (last === undefined) return null
  return method === 'double'
    ? standingOfTwo(viewsOf(inOrder(counts)), last)
    : { round: last.round, waits: waitsForOther(counts, byOther) }
}

/** As they began, whatever they are numbered. */
export const inOrder = <T extends RoundCount>(counts: readonly T[]): T[] =>
  counts.toSorted((a, b) => a.beganAt - b.beganAt || compare(a.person ?? '', b.person ?? '') || a.counted - b.counted)

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b)

function waitsForOther(counts: readonly RoundCount[], byOther: boolean): Waits {
  const [before, last] = counts.slice(-2)
  if (!byOther || before === undefined || last === undefined) return null
  return before.person === last.person ? 'otherPerson' : null
}

function standingOfTwo(views: readonly RoundCount[], last: RoundCount): Standing {
  const newest = views.at(-1) ?? last
  if (views.length < 2) return { round: newest.round, waits: 'second' }
  const agreed = agreedOf(views)
  if (agreed !== undefined) return { round: agreed.round, waits: null }
  return { round: newest.round, waits: views.length === 2 ? 'tieBreak' : 'decision' }
}

/** What each pair of eyes saw last: a recount by whoever counted before takes the place of their figure. */
const viewsOf = (counts: readonly RoundCount[]): readonly RoundCount[] =>
  counts.filter(({ person }, index) => !counts.slice(index + 1).some((later) => later.person === person))

/** The newest count of the figure that more people agree on than on any other. */
function agreedOf(views: readonly RoundCount[]): RoundCount | undefined {
  const groups = [...Map.groupBy(views, ({ counted }) => counted).values()]
  const most = Math.max(...groups.map(({ length }) => length))
  const [agreed, ...others] = groups.filter(({ length }) => length === most)
  return most > 1 && others.length === 0 ? agreed?.at(-1) : undefined
}

/** The round of a double count that the next person to join it counts, given every round that is in use. */
export const nextRound = (taken: readonly number[]): number =>
  [1, 2].find((round) => !taken.includes(round)) ?? nextRecount(taken)

/** The round that a recount begins, given those of the people and those of its item. */
export const nextRecount = (taken: readonly number[]): number =>
  taken.reduce((next, round) => Math.max(next, round + 1), tieBreakRound)
