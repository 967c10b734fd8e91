/**
 * Reads a JSON array from an answer's body while it comes in: a few hundred rows at a time, each group awaited before more
 * is taken from the socket, so that memory stays flat and other work is served in between.
 */
import { setImmediate as letOthersRun } from 'node:timers/promises'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { defaultLimits, RowScanner, type ScanLimits, type ScanProblem } from './row-scanner.ts'

interface RowsSummary {
  readonly rows: number
  readonly bytes: number
}

/** Takes rows with the index of the first one; an error ends the reading. */
type TakeRows<E> = (rows: readonly unknown[], first: number) => Promise<Result<void, E>>

type RowsFailure<E> =
  | { readonly by: 'taker'; readonly failure: E }
  /** `body` is the text so far when it wasn't an array: whatever else it is, it may hold a message. */
  | { readonly by: 'scanner'; readonly problem: ScanProblem; readonly body: string }

const longestOther = 64 * 1024

export async function readJsonRows<E>(
  body: AsyncIterable<Uint8Array>,
  take: TakeRows<E>,
  limits: ScanLimits = defaultLimits,
): Promise<Result<RowsSummary, RowsFailure<E>>> {
  const scanner = new RowScanner(limits)
  const other: Uint8Array[] = []
  let rows = 0
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.length
    for (const group of scanner.push(piece)) {
      const taken = await take(group, rows)
      if (!taken.ok) return err({ by: 'taker', failure: taken.error })
      rows += group.length
      await letOthersRun()
    }
    if (scanner.problem === null) continue
    other.push(piece)
    if (scanner.problem.kind !== 'notArray' || bytes > longestOther) break
  }
  const problem = scanner.end()
  if (problem === null) return ok({ rows, bytes })
  const text = problem.kind === 'notArray' ? Buffer.concat(other).subarray(0, longestOther).toString('utf8') : ''
  return err({ by: 'scanner', problem, body: text })
}
