const mergedAtOnce = 5_000

/**
 * Makes one sorted list of sorted parts, two at a time, because a hundred thousand rows sorted at once would be a long
 * silence. May be interrupted.
 */
export function* mergeSorted<T>(
  parts: readonly (readonly T[])[],
  isBefore: (a: T, b: T) => boolean,
): Generator<undefined, readonly T[]> {
  const [first, ...rest] = parts
  if (first === undefined) return []
  if (rest.length === 0) return first
  const left = yield* mergeSorted(parts.slice(0, parts.length >> 1), isBefore)
  const right = yield* mergeSorted(parts.slice(parts.length >> 1), isBefore)
  const merged: T[] = []
  let [a, b] = [0, 0]
  for (;;) {
    const [one, other] = [left[a], right[b]]
    const takesOther = other !== undefined && (one === undefined || isBefore(other, one))
    const next = takesOther ? other : one
    if (next === undefined) return merged
    merged.push(next)
    if (takesOther) b += 1
    else a += 1
    if (merged.length % mergedAtOnce === 0) yield
  }
}
