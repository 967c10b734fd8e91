import type { Scan } from '../../scanner/scan.ts'

/**
 * Two reads of one label within this many milliseconds are one pull of the trigger: nobody pulls it twice so fast, 300 ms
 * apart is quick. A quantity typed in between shows a hand at work.
 */
const doubleReadWindow = 250

type Read = Pick<Scan, 'code' | 'at' | 'quantity'>

export const isDoubleRead = (before: Read, now: Read): boolean =>
  now.code === before.code && now.quantity === null && now.at - before.at < doubleReadWindow
