import { useTranslation } from 'react-i18next'
import type { DataStatus } from '../../../shared/contract/data.ts'
import { useCommand } from '../../data/query.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import classes from './recovery.module.css'

/** Says above every screen that the disk is nearly full, is full, or that the data was found damaged. */
export function StorageBar({ status }: { readonly status: DataStatus | undefined }) {
  const { t } = useTranslation('data')
  const repair = useCommand('data.repair')
  if (status === undefined) return null
  const kind = status.damage === null ? status.disk.state : 'damaged'
  if (kind === 'ok') return null
  return (
    <div className={classes['bar']} role="alert">
      <Icon name={kind === 'damaged' ? 'refused' : 'disk'} size={24} />
      <p className="grow">
        <b>{t(`bar.${kind}.title`)}</b> {t(`bar.${kind}.text`, { directory: status.directory })}{' '}
        {repair.error !== null && repair.error.message}
      </p>
      {kind === 'damaged' && (
        <KeyButton size="small" label={t('bar.repair')} busy={repair.pending} onPress={() => void repair.run({})} />
      )}
    </div>
  )
}
