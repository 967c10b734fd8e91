import { useTranslation } from 'react-i18next'
import type { ReviewRow } from '../../../shared/contract/review-rows.ts'
import { movedPlace } from '../../../shared/domain/moved-place.ts'
import { useFormat } from '../../i18n/format.ts'
import { Tag } from '../../ui/tag.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './line-panel.module.css'

/** What the line waits for, and who has to do what next; with the marks that the rules put on it. */
export function NextStep({ row }: { readonly row: ReviewRow }) {
  const { t } = useTranslation('review')
  const step = stepOf(row)
  if (step === null && !row.beyond && row.abc === null && row.approvedBy === null) return null
  return (
    <section className={classes['next']} aria-label={t('next.label')}>
      <span className={classes['marks']}>
        {row.beyond && (
          <Tag icon="warn" tone="warn">
            {t('next.beyond')}
          </Tag>
        )}
        {row.abc !== null && <Tag icon="tag">{t('next.abc', { abc: row.abc })}</Tag>}
        {row.approvedBy !== null && (
          <Tag icon="done" tone="ok">
            {t('next.approved', { person: row.approvedBy })}
          </Tag>
        )}
      </span>
      {step !== null && <p>{t(`next.${step}`)}</p>}
    </section>
  )
}

type Step =
  | `recount.${NonNullable<ReviewRow['recountCause']>}`
  | 'second'
  | 'tieBreak'
  | 'decide'
  | 'reason'
  | 'approve'
  | 'approveOwn'

export function stepOf({ status, recountCause, own, drift }: ReviewRow): Step | null {
  switch (status) {
    case 'recount':
      return recountCause === null ? null : `recount.${recountCause}`
    case 'approve':
      return own ? 'approveOwn' : 'approve'
    case 'decide':
      return drift === 0 ? 'decide' : null
    case 'second':
    case 'tieBreak':
    case 'reason':
      return status
    default:
      return null
  }
}

/** What each round counted, by whom and when; the last that stands is bold. */
export function Counts({ row }: { readonly row: ReviewRow }) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const now = useNow()
  const isOne = row.counts.length < 2
  if (row.counts.length === 0 || (isOne && row.counts[0]?.person === null && row.places.length === 0)) return null
  return (
    <section className={classes['counts']} aria-label={t('counts.label')}>
      <ul>
        {row.counts.map(({ round, counted, person, at }) => (
          <li key={round} data-stands={round === row.round}>
            <span className="xs mute">
              {isOne ? t('counts.one') : t('counts.round', { round: format.count(round) })}
            </span>
            <span className="clip">{person ?? t('counts.nobody')}</span>
            <span className="xs mute">{format.moment(at, now)}</span>
            <b>{format.quantity(counted)}</b>
          </li>
        ))}
      </ul>
      {row.places.length > 0 && (
        <p className="xs mute clip" title={row.places.join(', ')}>
          {t('counts.places', { places: row.places.join(', ') })}
        </p>
      )}
      <OtherPlace row={row} />
    </section>
  )
}

/** Goods that moved inside of a warehouse change no figure of it, so this is a hint and no transfer. */
function OtherPlace({ row }: { readonly row: ReviewRow }) {
  const { t } = useTranslation('review')
  const moved = movedPlace(row.places, row.placesBefore ?? [], row.variance)
  if (moved === null) return null
  const said = { from: moved.from.join(', '), to: moved.to.join(', ') }
  return <p className="xs">{t(moved.to.length > 0 ? 'counts.moved' : 'counts.notVisited', said)}</p>
}
