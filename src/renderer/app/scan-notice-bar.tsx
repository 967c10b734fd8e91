import { useTranslation } from 'react-i18next'
import { IconButton } from '../ui/key-button.tsx'
import { Icon } from '../ui/icon.tsx'
import classes from './frame.module.css'
import { useScanNotice } from './scan-notice.ts'

/** Says what became of a scan on a screen that has no place for scans of its own. */
export function ScanNoticeBar() {
  const { t } = useTranslation()
  const { notice, say } = useScanNotice()
  if (notice === null) return null
  const { kind, code } = notice
  return (
    <div className={classes['notice']} data-tone={kind === 'failed' ? 'bad' : 'plum'} role="alert">
      <Icon name={kind === 'failed' ? 'refused' : 'unknown'} size={24} />
      <p className="grow">
        <b>{t(`scanNotice.${kind}`)}</b> <span className="mono">{code}</span> {t(`scanNotice.${kind}Text`)}
      </p>
      <IconButton icon="cross" label={t('close')} onPress={() => say(null)} />
    </div>
  )
}
