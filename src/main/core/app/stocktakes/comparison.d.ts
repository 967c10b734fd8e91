import type { Breathe, Clock } from '../../ports.ts';
import type { Store } from '../../store/open-store.ts';
import type { Stocktake } from '../../store/stocktakes.ts';
import { type TapeFacts } from '../../store/tape-facts.ts';
import { type ComparedLine } from './compare.ts';
import { type Summary } from './review-summary.ts';
/** A whole stocktake compared: seconds of work at 100,000 lines, done in pieces, and once for all who ask. */
export interface Comparison {
    /** By SKU. */
    readonly lines: readonly ComparedLine[];
    readonly tape: TapeFacts;
    readonly summary: Summary;
}
/**
 * The last comparison is kept until something it was made of changes. Scans and everything else go on while one is made; what
 * they change in the meantime may be in it or not, and makes the next one.
 */
export interface Comparisons {
    of(stocktake: Stocktake): Promise<Comparison>;
}
export declare function createComparisons({ reader, listen }: Store, ports: {
    clock: Clock;
    breathe: Breathe;
}): Comparisons;
