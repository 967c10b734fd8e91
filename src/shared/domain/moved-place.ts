/** Where an item was counted, beside where it stood in an earlier count. Places are compared as they are spelt, but for case. */
export interface MovedPlace {
  /** Stood there before, and was not counted there now. */
  readonly from: readonly string[]
  /** Counted there now, and never stood there before. */
  readonly to: readonly string[]
}

/**
 * A hint and no more: remotes keep one figure of a warehouse, so goods that moved inside of it change none. Null: nothing to
 * say, as where only one of the two named places; `from` alone is worth a word where pieces are missing.
 */
export function movedPlace(now: readonly string[], before: readonly string[], variance: number): MovedPlace | null {
  if (now.length === 0 || before.length === 0) return null
  const from = without(before, now)
  const to = without(now, before)
  if (from.length === 0) return null
  return to.length > 0 || variance < 0 ? { from, to } : null
}

function without(places: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map((place) => place.toLowerCase()))
  return places.filter((place) => !known.has(place.toLowerCase()))
}
