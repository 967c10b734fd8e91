import type { Reader, Writer } from './database.ts';
/**
 * Removing a connection with everything kept under it: mirror, changes, stocktakes, codes. That is far too much for one
 * transaction, so it is first marked, which takes it out of everybody's sight, and then goes piece by piece; what a crash
 * leaves is taken up at the next start.
 */
export declare function markRemoved(writer: Writer, id: number): void;
/** Connections that were removed and are not gone yet. */
export declare const listRemoved: (reader: Reader) => number[];
/** Removes the next piece. Answers whether there may be more. */
export declare function removePiece(writer: Writer, id: number): boolean;
