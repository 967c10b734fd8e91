import { useTranslation } from 'react-i18next'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { tell } from '../../ui/tell.tsx'

/** Takes an import of codes back and says what that came to. */
export function useUndoImport() {
  const { t } = useTranslation('codes')
  const format = useFormat()
  const command = useCommand('barcodes.undoImport')
  return {
    pending: command.pending,
    error: command.error,
    async undo(importID: string): Promise<void> {
      const done = await command.run({ importID })
      if (!done.ok) return
      const { restored, kept } = done.value
      const said = { count: restored, restored: format.count(restored), kept: format.count(kept) }
      tell(t(kept > 0 ? 'known.undoneKept' : 'known.undone', said))
    },
  }
}
