import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isReserved } from '../../../shared/domain/reserved-codes.ts'
import { useClient } from '../../data/query.ts'
import { useSignedIn } from '../../data/signed-in.ts'
import { untilHeld } from '../../data/slow-scans.ts'
import type { Scan } from '../../scanner/scan.ts'
import { useInjectScan, useScanHandler } from '../../scanner/scanner.tsx'
import { tell } from '../../ui/tell.tsx'
import { useCountState } from './count-state.ts'
import { createDoubleReadGuard } from './double-read.ts'
import { readableCode } from './readable-code.ts'
import { recordScan } from './record-scan.ts'
import type { Attempt } from './shown-event.ts'
import { useOutcomeSound } from './use-outcome-sound.ts'

export interface Recorder {
  /** A code typed by hand goes the way of a scan. */
  record(this: void, code: string, quantity: number | null): Promise<boolean>
  /** Tries every scan of this stocktake that is not on disk again, in order, until one fails. */
  retry(this: void): Promise<void>
}

/** A scan, or one that waited: then with who made it. */
type Made = Pick<Scan, 'scanID' | 'code' | 'quantity' | 'at'> & Pick<Attempt, 'person' | 'waited'>

const placeOf = (stocktakeID: string): string | null => useCountState.getState().places[stocktakeID] ?? null

/** Takes the scans of the window for one stocktake, those included that were kept before one was chosen. */
export function useRecorder(stocktakeID: string): Recorder {
  const { t } = useTranslation('count')
  const client = useClient()
  const play = useOutcomeSound()
  const inject = useInjectScan()
  const signedIn = useSignedIn()
  const [isDoubleRead] = useState(createDoubleReadGuard)
  const run = useCallback(
    (attempt: Attempt, onHeld?: () => void) =>
      recordScan({ client, state: useCountState.getState(), play }, attempt, onHeld),
    [client, play],
  )
  const record = useCallback(
    ({ scanID, code, quantity, at, person = signedIn, waited }: Made, onHeld?: () => void) =>
      run(
        { stocktakeID, scanID, code, quantity, at, person, waited, place: placeOf(stocktakeID), again: false },
        onHeld,
      ),
    [run, signedIn, stocktakeID],
  )
  useScanHandler(async (scan) => {
    if (isDoubleRead(scan)) {
      play('duplicate')
      return tell(t('doubleRead', { code: readableCode(scan.code) }))
    }
    await untilHeld((onHeld) => record(scan, onHeld))
  })
  const waiting = useCountState((state) => state.waiting.length)
  useEffect(() => {
    if (waiting > 0)
      void inOrder(useCountState.getState().takeWaiting(), (scan) => untilHeld((onHeld) => record(scan, onHeld)))
  }, [record, waiting])
  const recordTyped = useCallback(
    async (code: string, quantity: number | null) => {
      // Typed or scanned, a command is a command; an old item with such a code is still counted.
      if (isReserved(code)) {
        const known = await client.call('barcodes.resolve', { code })
        if (known.ok && known.value.outcome !== 'known') {
          inject(code)
          return true
        }
      }
      return record({ scanID: crypto.randomUUID(), code, quantity, at: Date.now() })
    },
    [client, inject, record],
  )
  return {
    record: recordTyped,
    retry: async () => {
      const mine = useCountState.getState().unsaved.filter(({ attempt }) => attempt.stocktakeID === stocktakeID)
      for (const { attempt } of mine) if (!(await run({ ...attempt, again: true }))) return
    },
  }
}

async function inOrder<T>(items: readonly T[], run: (item: T) => Promise<unknown>): Promise<void> {
  for (const item of items) await run(item)
}
