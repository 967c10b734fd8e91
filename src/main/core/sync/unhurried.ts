import type { Breathe, Clock } from '../ports.ts'

/** How long the core may be deaf to a scan, in milliseconds, while it works on something long. */
const budgetMs = 8

/** Carries out long work that says where it may be interrupted, and lets others have their turn now and then. */
export async function unhurried<T>(
  work: Iterator<undefined, T>,
  { clock, breathe }: { readonly clock: Clock; readonly breathe: Breathe },
): Promise<T> {
  let since = clock.monotonic()
  for (;;) {
    const { done, value } = work.next()
    if (done === true) return value
    if (clock.monotonic() - since < budgetMs) continue
    await breathe()
    since = clock.monotonic()
  }
}
