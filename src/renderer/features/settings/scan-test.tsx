import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScannerSettings } from '../../../shared/contract/settings.ts'
import { useFormat } from '../../i18n/format.ts'
import { looksLikeLostSeparator } from '../../scanner/lost-separator.ts'
import type { Scan } from '../../scanner/scan.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { useSounds } from '../../sounds/use-sounds.ts'
import { Icon } from '../../ui/icon.tsx'
import { Tag } from '../../ui/tag.tsx'
import { matchOf } from './scan-test-match.ts'
import classes from './settings.module.css'
import { visibleSigns } from '../../ui/visible-signs.ts'

/** How many scans stay on the page. */
const kept = 8

/** Scans here change nothing: they are shown, sign by sign, with their pace. The newest is on top. */
export function ScanTest({ profile }: { readonly profile: ScannerSettings }) {
  const { t } = useTranslation('settings')
  const { play } = useSounds()
  const [scans, setScans] = useState<readonly Scan[]>([])
  useScanHandler((next) => {
    play('known')
    setScans((before) => [next, ...before].slice(0, kept))
  })
  const [latest, ...earlier] = scans
  if (latest === undefined) {
    return (
      <p className={classes['listening']}>
        <Icon name="scan" size={24} />
        {t('scanner.listening')}
      </p>
    )
  }
  return (
    <>
      <Heard key={latest.scanID} scan={latest} profile={profile} />
      {earlier.length > 0 && (
        <ol className={classes['earlierScans']} aria-label={t('scanner.earlier')}>
          {earlier.map((scan) => (
            <li key={scan.scanID}>
              <Signs code={scan.code} />
              <Match scan={scan} profile={profile} />
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

function Signs({ code }: { readonly code: string }) {
  return (
    <p className={classes['signs']}>
      {visibleSigns(code).map((sign, index) => (
        <span key={index} className={sign.named ? classes['named'] : classes['plainSigns']}>
          {sign.text}
        </span>
      ))}
    </p>
  )
}

function Match({ scan, profile }: { readonly scan: Scan; readonly profile: ScannerSettings }) {
  const { t } = useTranslation('settings')
  const match = matchOf(scan, profile)
  return <Tag tone={match === 'fits' ? 'ok' : 'warn'}>{t(`scanner.match.${match}`)}</Tag>
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
      <Signs code={code} />
      <p>
        <Match scan={scan} profile={profile} />
      </p>
      {looksLikeLostSeparator(code) && (
        <p className={classes['otherLayout']}>
          <Icon name="warn" size={16} className="c-warn" />
          <span>{t('scanner.lostSeparator')}</span>
        </p>
      )}
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
