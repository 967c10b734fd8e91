import type { Scan } from '../../scanner/scan.ts'

/**
 * Two reads of one label within this many milliseconds are one pull of the trigger: nobody pulls it twice so fast, 300 ms
 * apart is quick. A quantity typed in between shows a hand at work.
 */
const doubleReadWindow = 250

type Read = Pick<Scan, 'code' | 'at' | 'quantity'>

/** Says of each read whether it is the second of one pull. Only counted reads are measured from: a steady row is many. */
export function createDoubleReadGuard(): (read: Read) => boolean {
  let counted: Read | null = null
  return (read) => {
    if (counted !== null && isDoubleRead(counted, read)) return true
    counted = read
    return false
  }
}

export const isDoubleRead = (before: Read, now: Read): boolean =>
  now.code === before.code && now.quantity === null && now.at - before.at < doubleReadWindow
