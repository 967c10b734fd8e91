import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { TapeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useCommand } from '../../data/query.ts'
import { tell } from '../../ui/tell.tsx'
import { useCountState } from './count-state.ts'
import { useOutcomeSound } from './use-outcome-sound.ts'

/**
 * Takes back the last event, or the named one. The card shows what, and a sound says it, because the tape's counter-entry
 * is too small to see from a shelf.
 */
export function useUndo(stocktakeID: string, onFailure: (error: AppError | null) => void): (scanID?: string) => void {
  const { t } = useTranslation('count')
  const undo = useCommand('stocktakes.undo')
  const show = useCountState((state) => state.show)
  const play = useOutcomeSound()
  return (scanID?: string) => {
    void undo.run({ stocktakeID, ...(scanID === undefined ? {} : { scanID }) }).then((done) => {
      onFailure(done.ok ? null : done.error)
      if (!done.ok) return play('error')
      const { undone, sku, counted } = done.value
      if (undone === null) {
        play('duplicate')
        return tell(t('undoNothing'))
      }
      play('undo')
      const rows = useCountState.getState().tapes[stocktakeID] ?? []
      const row: TapeRow | undefined = rows.find((other) => other.scanID === undone)
      show(stocktakeID, {
        kind: 'undo',
        key: `undo:${undone}`,
        at: Date.now(),
        code: row?.code ?? null,
        sku,
        name: row?.name ?? null,
        added: row === undefined ? null : -row.quantity,
        counted,
        fresh: true,
      })
    })
  }
}
