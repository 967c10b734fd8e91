import { useTranslation } from 'react-i18next'
import type { LogRow } from '../../../shared/contract/sync.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import type { IconName } from '../../ui/icon-paths.ts'
import { Icon } from '../../ui/icon.tsx'
import { useNow } from '../../ui/use-now.ts'
import { logFacts } from './log-facts.ts'
import classes from './plan.module.css'

const length = 30

const icons: Partial<Record<LogRow['event'], IconName>> = {
  lostAnswer: 'checking',
  refused: 'refused',
  offline: 'offline',
  online: 'online',
  rateLimited: 'clock',
  paused: 'pause',
  resumed: 'play',
  unauthorized: 'key',
  signInNeeded: 'globe',
  decided: 'hand',
  contention: 'conflict',
  deletionsHeld: 'lock',
  deletionsRemoved: 'trash',
}

/** What the engine did, newest first. */
export function SyncLog() {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const now = useNow()
  const log = useQueryOf('sync.log', { limit: length })
  const rows = log.data?.rows ?? []
  const newest = rows[0]
  return (
    <section className={classes['log']}>
      <header className={classes['head']}>
        <h3>{t('log.title')}</h3>
        {newest !== undefined && (
          <span className="sm mute">{t('log.ago', { span: format.span(Math.max(0, now - newest.at)) })}</span>
        )}
      </header>
      {rows.length === 0 && log.data !== undefined && <p className={classes['nothing']}>{t('log.none')}</p>}
      <ol tabIndex={rows.length > 0 ? 0 : undefined} aria-label={t('log.title')}>
        {rows.map((row) => (
          <LogLine key={row.id} row={row} />
        ))}
      </ol>
    </section>
  )
}

const tones = { info: 'c-ok', warning: 'c-plum', error: 'c-bad' } as const

function LogLine({ row }: { readonly row: LogRow }) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const { keys, number, of, said } = logFacts(row)
  const counted = t('log.records', { count: number ?? 0, number: format.count(number ?? 0) })
  const text = t(`event.${row.event}`, {
    what: keys.length > 0 && (number ?? 0) <= keys.length ? keys.join(', ') : counted,
    number: number === null ? '' : format.count(number),
    of: of === null ? '' : format.count(of),
    said,
  })
  return (
    <li title={text}>
      <span className={tones[row.level]}>
        <Icon name={row.level === 'info' ? (icons[row.event] ?? 'check') : (icons[row.event] ?? 'warn')} size={16} />
      </span>
      <span className="mute">{format.time(row.at)}</span>
      <span className={classes['logText']}>{text}</span>
    </li>
  )
}
