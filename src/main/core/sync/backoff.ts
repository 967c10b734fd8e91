/** Rule 17: full jitter from one second to five minutes. Attempts are unlimited, and no count ever loses a change. Pure. */
const shortest = 1_000
const longest = 300_000

/** `failures` in a row so far, at least one; `chance` in [0, 1). */
export function backoff(failures: number, chance: number): number {
  const ceiling = Math.min(longest, shortest * 2 ** Math.min(failures, 20))
  return Math.round(shortest + chance * (ceiling - shortest))
}
