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
  const views = viewsOf(counts)
  if (views.length < 2) return { round: last.round, waits: 'second' }
  const agreed = agreedOf(views)
  if (agreed !== undefined) return { round: agreed.round, waits: null }
  const newest = views.at(-1) ?? last
  return { round: newest.round, waits: views.length === 2 ? 'tieBreak' : 'decision' }
}

/** What each pair of eyes saw last: a recount by whoever counted before takes the place of their figure. */
function viewsOf(counts: readonly RoundCount[]): readonly RoundCount[] {
  return counts.filter(
    ({ person }, index) =>
      !counts.slice(index + 1).some((later) => later.round >= tieBreakRound && later.person === person),
  )
}

/** The newest count of the figure that more people agree on than on any other. */
function agreedOf(views: readonly RoundCount[]): RoundCount | undefined {
  const groups = [...Map.groupBy(views, ({ counted }) => counted).values()]
  const most = Math.max(...groups.map(({ length }) => length))
  const [agreed, ...others] = groups.filter(({ length }) => length === most)
  return most > 1 && others.length === 0 ? agreed?.at(-1) : undefined
}

/** The round of a double count that the next person to join it counts. */
export const nextRound = (taken: readonly number[]): number =>
  [1, 2].find((round) => !taken.includes(round)) ?? Math.max(...taken) + 1
