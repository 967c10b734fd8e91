import { useCallback, useEffect } from 'react'
import { useClient } from '../../data/query.ts'
import type { Scan } from '../../scanner/scan.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { useCountState } from './count-state.ts'
import { recordScan } from './record-scan.ts'
import { useOutcomeSound } from './use-outcome-sound.ts'

export interface Recorder {
  /** A code typed by hand goes the way of a scan. */
  record(this: void, code: string, quantity: number | null): Promise<boolean>
  /** Tries every scan of this stocktake that is not on disk again, in order, until one fails. */
  retry(this: void): Promise<void>
}

/** Takes the scans of the window for one stocktake, those included that were made before one was chosen. */
export function useRecorder(stocktakeID: string): Recorder {
  const client = useClient()
  const play = useOutcomeSound()
  const record = useCallback(
    (scan: Pick<Scan, 'scanID' | 'code' | 'quantity' | 'at'>, again: boolean) => {
      const { scanID, code, quantity, at } = scan
      const attempt = { stocktakeID, scanID, code, quantity, at, again }
      return recordScan({ client, state: useCountState.getState(), play }, attempt)
    },
    [client, play, stocktakeID],
  )
  useScanHandler(async (scan) => {
    await record(scan, false)
  })
  useEffect(() => {
    void inOrder(useCountState.getState().takeWaiting(), (scan) => record(scan, false))
  }, [record])
  const recordTyped = useCallback(
    (code: string, quantity: number | null) =>
      record({ scanID: crypto.randomUUID(), code, quantity, at: Date.now() }, false),
    [record],
  )
  return {
    record: recordTyped,
    retry: async () => {
      const mine = useCountState.getState().unsaved.filter(({ attempt }) => attempt.stocktakeID === stocktakeID)
      for (const { attempt } of mine) if (!(await record(attempt, true))) return
    },
  }
}

async function inOrder<T>(items: readonly T[], run: (item: T) => Promise<unknown>): Promise<void> {
  for (const item of items) await run(item)
}
