import { broken, type Observed } from './facts.ts'

/** A figure at the remote was another one than the device believed when its own movement landed there. */
export interface Contradiction {
  readonly requestID: string
  readonly warehouseID: string
}

/**
 * I19: once an answer has shown that somebody else writes in a warehouse, it does not count as this PC's alone any more.
 * Answers which contradictions are still to be looked at: their answers may be on their way.
 */
export function checkSole(device: Observed, contradictions: readonly Contradiction[]): Contradiction[] {
  if (contradictions.length === 0) return []
  const options = device.row<{ options: string }>('SELECT options FROM connections')?.options ?? '{}'
  const { soleWriter = [] } = JSON.parse(options) as { soleWriter?: readonly string[] } // safe: the store wrote it
  return contradictions.filter(({ requestID, warehouseID }) => {
    const attempts = device.rows<{ outcome: string | null; lost: number }>(
      `SELECT outcome, EXISTS (SELECT 1 FROM attempts AS other
         WHERE other.uid = own.uid AND other.outcome IS NOT 'acknowledged') AS lost
       FROM attempts AS own WHERE request_id = ?`,
      requestID,
    )
    if (attempts.some(({ outcome }) => outcome === null)) return true
    // What may be an earlier sending of our own contradicts nothing.
    const told = attempts.length > 0 && attempts.every(({ outcome, lost }) => outcome === 'acknowledged' && lost === 0)
    if (told && soleWriter.includes(warehouseID))
      broken('I19', device, `${warehouseID} still counts as its own after the answer to ${requestID}`)
    return false
  })
}
