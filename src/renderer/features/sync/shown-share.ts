/** A likelihood as it may be shown: never certain, because nothing of the kind ever is. */
export const shownShare = (share: number): number => Math.min(0.99, Math.max(0.01, Math.round(share * 100) / 100))
