import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import type { Learned } from '../../scanner/learn/learned.ts'
import { sheet } from '../../scanner/learn/sheet.ts'
import { Icon } from '../../ui/icon.tsx'
import { factsOf } from './facts.ts'
import classes from './wizard.module.css'

/** What is known of the scanner so far, and the one thing to do next. */
export function Found({ learned }: { readonly learned: Learned | null }) {
  const { t } = useTranslation('scanner')
  const format = useFormat()
  if (learned === null) return <p className="mute">{t('nothing')}</p>
  const missing = sheet.filter(({ id }) => !learned.seen.includes(id)).map(({ id }) => t(`symbol.${id}`))
  const [advice] = learned.advice
  return (
    <>
      <p role="status">
        <b>{t(`confidence.${learned.confidence}`)}</b>
        {missing.length > 0 && <span className="mute"> {t('missing', { names: missing.join(', ') })}</span>}
      </p>
      <dl className={classes['facts']}>
        {factsOf(learned, t, format).map(({ name, value, hint, tone }) => (
          <div key={name} className={classes['fact']}>
            <Icon name={tone === 'ok' ? 'done' : 'warn'} size={20} className={`c-${tone}`} />
            <dt>
              {name}
              {hint !== '' && <span className="sm mute">{hint}</span>}
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {advice !== undefined && (
        <div className={classes['advice']}>
          <h3>{t('next')}</h3>
          <p>{t(`advice.${advice}`, { text: learned.extraEnd })}</p>
        </div>
      )}
    </>
  )
}
