import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import type { Learned, Recording } from '../../scanner/learn/learned.ts'
import { textOf, tokensOf } from '../../scanner/learn/tokens.ts'
import { visibleSigns } from '../../ui/visible-signs.ts'
import classes from './wizard.module.css'

/** The last scan, sign by sign, as it is understood now. */
export function CameIn({ keys, learned }: { readonly keys: Recording; readonly learned: Learned }) {
  const { t } = useTranslation('scanner')
  const format = useFormat()
  const tokens = tokensOf(keys, learned.profile)
  const pressed = keys.filter(({ kind }) => kind === 'down').length
  const ends = tokens.filter(({ kind }) => kind === 'suffix')
  return (
    <section className={classes['cameIn']} aria-label={t('cameIn')}>
      <div className={classes['cameInHead']}>
        <h3>{t('cameIn')}</h3>
        <span className="sm mute">{t('keys', { count: pressed, number: format.count(pressed) })}</span>
      </div>
      <p className={classes['signs']}>
        {visibleSigns(textOf(tokens)).map((sign, index) => (
          <span key={index} className={sign.named ? classes['named'] : undefined}>
            {sign.text}
          </span>
        ))}
        {ends.map(({ key }, index) => (
          <span key={`end${String(index)}`} className={classes['named']}>
            {key.key === 'Tab' ? 'Tab' : 'Enter'}
          </span>
        ))}
      </p>
    </section>
  )
}
