import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScannerSettings } from '../../../shared/contract/settings.ts'
import { useFormat } from '../../i18n/format.ts'
import type { Scan } from '../../scanner/scan.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { useSounds } from '../../sounds/use-sounds.ts'
import { Icon } from '../../ui/icon.tsx'
import classes from './settings.module.css'
import { visibleSigns } from './visible-signs.ts'

/** Scans here change nothing: they are shown, sign by sign, with their pace. */
export function ScanTest({ profile }: { readonly profile: ScannerSettings }) {
  const { t } = useTranslation('settings')
  const { play } = useSounds()
  const [scan, setScan] = useState<Scan | null>(null)
  useScanHandler((next) => {
    play('known')
    setScan(next)
  })
  if (scan === null) {
    return (
      <p className={classes['listening']}>
        <Icon name="scan" size={24} />
        {t('scanner.listening')}
      </p>
    )
  }
  return <Heard key={scan.scanID} scan={scan} profile={profile} />
}

function Heard({ scan, profile }: { readonly scan: Scan; readonly profile: ScannerSettings }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const { code, heard, medianGap, maxGap, suffix, at } = scan
  const ms = (value: number): string => t('scanner.gap', { number: format.quantity(Math.round(value * 10) / 10) })
  const facts = [
    [t('scanner.facts.end'), t(`scanner.facts.${suffix ?? 'silence'}`)],
    [
      t('scanner.facts.medianGap'),
      `${ms(medianGap)} · ${t('scanner.facts.allowed', { number: format.count(profile.medianGap) })}`,
    ],
    [
      t('scanner.facts.maxGap'),
      `${ms(maxGap)} · ${t('scanner.facts.allowed', { number: format.count(profile.maxGap) })}`,
    ],
    [t('scanner.facts.signs'), format.count(Array.from(code).length)],
    [t('scanner.facts.at'), format.timeOfDay(at)],
  ] as const
  return (
    <div className={classes['heard']} role="status">
      <p className={classes['signs']}>
        {visibleSigns(code).map((sign, index) => (
          <span key={index} className={sign.named ? classes['named'] : classes['plainSigns']}>
            {sign.text}
          </span>
        ))}
      </p>
      {heard !== code && (
        <p className={classes['otherLayout']}>
          <Icon name="info" size={16} />
          <span>
            {t('scanner.otherLayout')} <span className="mono">{heard}</span>
          </span>
        </p>
      )}
      <dl className={classes['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
