import type { RecordKind } from '../../../shared/domain/change.ts'
import { isRelative, type Intent, type Step } from './intent.ts'

export interface PlannedBatch {
  readonly step: Step
  readonly recordKind: RecordKind
  readonly intents: readonly Intent[]
}

/** How large requests may be. */
export interface Sizes {
  readonly batchSize: number
  /** Fewer where the remote takes fewer at once in this step; left out: as many. */
  largestOf?(step: Step): number | undefined
  /** Goes in a request of its own. */
  goesAlone?(intent: Intent): boolean
  /** Changes whose last request the remote broke over, or refused unclearly, and its rows: they go in smaller company. */
  readonly shaken?: ReadonlyMap<number, number>
}

/**
 * Of what broke the remote together a tenth goes together, then each alone, and after everybody else: one record that
 * always breaks it takes nobody along for longer than that.
 */
export function split(step: Step, intents: readonly Intent[], input: Sizes, teaching: boolean): PlannedBatch[] {
  const { shaken } = input
  const batchSize = Math.min(input.batchSize, input.largestOf?.(step) ?? input.batchSize)
  const sizeOf = (intent: Intent): number => {
    if (input.goesAlone?.(intent) === true) return 1
    const rows = Math.min(...intent.changeIDs.map((id) => shaken?.get(id) ?? Number.POSITIVE_INFINITY))
    return Number.isFinite(rows) ? Math.min(batchSize, Math.ceil(rows / 10)) : batchSize
  }
  const batches: PlannedBatch[] = []
  for (const [recordKind, alike] of Map.groupBy(intents, (intent) => intent.recordKind)) {
    const bySize = [...Map.groupBy(alike, sizeOf)].sort(([a], [b]) => b - a)
    for (const [most, company] of bySize) {
      let from = 0
      while (from < company.length) {
        const alone =
          teaching && from === 0 && batches.length === 0 && alike.some((intent) => isRelative(intent.action))
        const size = alone ? firstSize(company.length, most) : most
        batches.push({ step, recordKind, intents: company.slice(from, from + size) })
        from += size
      }
    }
  }
  return batches
}

/** One record; of a long queue the rest that full requests would leave over, so that learning costs no request more. */
const firstSize = (rows: number, most: number): number => (rows > most ? ((rows - 1) % most) + 1 : 1)
