import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import { useCommand } from '../../data/query.ts'
import { tell } from '../../ui/tell.tsx'

type Queued = Output<'items.update'>

/** Confirms what was queued, with Undo: it takes the whole gesture back as long as nothing of it was sent. */
export function useTellQueued(): (text: string, queued: Queued) => void {
  const { t } = useTranslation(['items', 'common'])
  const undo = useCommand('queue.undo')
  return (text, { changeIDs, groupID }) => {
    const changeID = changeIDs[0]
    if (changeID === undefined) return tell(t('nothingChanged'))
    tell(text, () => {
      void undo.run(groupID === undefined ? { changeID } : { groupID }).then((done) => {
        tell(done.ok && done.value.discarded.length > 0 ? t('undone') : t('undoTooLate'))
      })
    })
  }
}

/** Ctrl Z on this screen: the last gesture, wherever it was made. */
export function useUndoLast(): () => void {
  const { t } = useTranslation(['items', 'common'])
  const undo = useCommand('queue.undo')
  return () => {
    void undo.run({}).then((done) => {
      tell(done.ok && done.value.discarded.length > 0 ? t('undone') : t('undoNothing'))
    })
  }
}
