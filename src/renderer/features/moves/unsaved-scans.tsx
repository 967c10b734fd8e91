import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import classes from './moves.module.css'
import { useMovesState } from './moves-state.ts'

/** Scans that could not be written. They stay here until they are. */
export function UnsavedScans({ onRetry }: { readonly onRetry: () => Promise<void> }) {
  const { t } = useTranslation(['moves', 'common'])
  const format = useFormat()
  const { length } = useMovesState((state) => state.unsaved)
  if (length === 0) return null
  return (
    <div className={classes['unsaved']} role="alert">
      <Icon name="warn" size={24} />
      <p className="grow">
        <b>{t('unsaved.title', { count: length, number: format.count(length) })}</b> {t('unsaved.text')}
      </p>
      <KeyButton label={t('common:retry')} size="small" onPress={() => void onRetry()} />
    </div>
  )
}
