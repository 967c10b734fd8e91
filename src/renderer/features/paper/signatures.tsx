import { useTranslation } from 'react-i18next'
import classes from './paper.module.css'

/** Name, date and signature of who counted and who checked. */
export function Signatures() {
  const { t } = useTranslation('paper')
  return (
    <div className={classes['signatures']}>
      {(['countedBy', 'checkedBy'] as const).map((who) => (
        <div key={who} className={classes['signature']}>
          {[t(`sheet.${who}`), t('sheet.date'), t('sheet.signature')].map((label) => (
            <div key={label}>
              <span className={classes['line']} />
              <small>{label}</small>
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
