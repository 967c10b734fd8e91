import { createHash } from 'node:crypto'

/** One act of a reviewer as its hash covers it. */
export interface HashedAct {
  readonly stocktakeID: string
  readonly at: number
  readonly act: string
  readonly person: string | null
  readonly device: string | null
  /** JSON; its member `tape` is the hash of the newest event then, so that an act says what it was decided upon. */
  readonly details: string
}

/** SHA-256 in hexadecimal over the hash before (empty for the first act) and the act's members in this order. */
export const actHash = (before: string, act: HashedAct): string =>
  sha256(JSON.stringify([before, act.stocktakeID, act.at, act.act, act.person, act.device, act.details]))

/** Of a text as UTF-8, in hexadecimal. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
