/** What people on a shared PC may do. */
export const roles = ['count', 'review', 'approve', 'administer'] as const
export type Role = (typeof roles)[number]

/**
 * Rights count only once somebody has fewer than all: until then everybody may do everything, signed in or not. From then
 * on nobody in particular may count, and no more.
 */
export function rightsOf(everybody: readonly (readonly Role[])[], own: readonly Role[] | null): readonly Role[] {
  return isRestricted(everybody) ? (own ?? ['count']) : roles
}

export const isRestricted = (everybody: readonly (readonly Role[])[]): boolean =>
  everybody.some((theirs) => roles.some((role) => !theirs.includes(role)))

const freeTries = 4
const firstPause = 60_000
const longestPause = 3_600_000

/** Wrong PINs left before a pause. */
export const triesLeft = (failed: number): number => Math.max(0, freeTries + 1 - failed)

/** How long a PIN is refused after so many wrong ones in a row, in milliseconds: a minute, doubling up to an hour. */
export const pauseAfter = (failed: number): number =>
  failed <= freeTries ? 0 : Math.min(longestPause, firstPause * 2 ** (failed - freeTries - 1))
