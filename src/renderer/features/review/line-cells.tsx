import { useTranslation } from 'react-i18next'
import type { ReviewRow } from '../../../shared/contract/review-rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { classNames } from '../../ui/class-names.ts'
import type { Column } from '../../ui/data-table.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { StateTag } from '../../ui/tag.tsx'
import { useNow } from '../../ui/use-now.ts'
import { choiceIcons, shareOff, wantsAnswer, type Decision } from './choices.ts'
import { useMarkColumn, type Marks } from './mark-column.tsx'
import classes from './review.module.css'
import type { Room } from './use-room.ts'

/** The columns of every tab that shows counted lines. `largest`: the biggest difference, for the scale of the bars. */
export function useLineColumns(
  marks: Marks | null,
  largest: number,
  room: Room['columns'],
): readonly Column<ReviewRow>[] {
  const { t } = useTranslation('review')
  const format = useFormat()
  const now = useNow()
  const markColumn = useMarkColumn()
  const least = room === 'least'
  const all: readonly Column<ReviewRow>[] = [
    { id: 'item', header: t('columns.item'), width: 'minmax(8rem, 1fr)', cell: (row) => <Item row={row} /> },
    {
      id: 'expected',
      header: t('columns.expected'),
      width: least ? '4.75rem' : '5.5rem',
      align: 'end',
      cell: (row) => (
        <TwoLines top={format.quantity(row.expected)} below={t('at', { time: format.moment(row.countedAt, now) })} />
      ),
    },
    {
      id: 'counted',
      header: t('columns.counted'),
      width: least ? '4.25rem' : '4.75rem',
      align: 'end',
      cell: (row) => <b>{format.quantity(row.counted)}</b>,
    },
    {
      id: 'difference',
      header: t('columns.difference'),
      width: least ? '4.75rem' : '8rem',
      cell: (row) => <Difference row={row} largest={least ? null : largest} />,
    },
    { id: 'value', header: t('columns.value'), width: '6.75rem', align: 'end', cell: (row) => <Value row={row} /> },
    {
      id: 'choice',
      header: t('columns.choice'),
      width: least ? '7.5rem' : '9.25rem',
      cell: (row) => <Choice row={row} />,
    },
  ]
  const lines = room === 'full' ? all : all.filter(({ id }) => id !== 'value')
  return marks === null ? lines : [markColumn(marks), ...lines]
}

function Item({ row }: { readonly row: ReviewRow }) {
  return (
    <span className="col">
      <span className="clip">{row.name ?? row.sku}</span>
      <span className={classes['under']}>
        <span className="mono clip">{row.sku}</span>
        <Hint row={row} />
      </span>
    </span>
  )
}

const hints: Readonly<Partial<Record<ReviewRow['status'], { icon: IconName; tone: string }>>> = {
  decide: { icon: 'moves', tone: 'c-warn' },
  moved: { icon: 'moves', tone: 'c-warn' },
  recount: { icon: 'recount', tone: 'c-warn' },
  second: { icon: 'recount', tone: 'c-warn' },
  tieBreak: { icon: 'recount', tone: 'c-warn' },
  reason: { icon: 'review', tone: 'c-warn' },
  approve: { icon: 'checking', tone: 'c-accent' },
  doubt: { icon: 'checking', tone: 'c-accent' },
  gone: { icon: 'cross', tone: 'c-bad' },
}

function Hint({ row }: { readonly row: ReviewRow }) {
  const { t } = useTranslation('review')
  // Without a movement it is the counts that want a decision.
  const status = row.status === 'decide' && row.drift === 0 ? 'tieBreak' : row.status
  const hint = hints[status]
  if (hint === undefined || status === 'exact' || status === 'ready') return null
  return (
    <span className={classNames(classes['hint'], hint.tone)}>
      · <Icon name={hint.icon} size={16} />
      <span className="clip">{t(`hint.${status}`)}</span>
    </span>
  )
}

function TwoLines({ top, below }: { readonly top: string; readonly below: string }) {
  return (
    <span className={classes['two']}>
      {top}
      <span className="xs mute clip">{below}</span>
    </span>
  )
}

/** `largest` null: no room for a bar. */
function Difference({ row, largest }: { readonly row: ReviewRow; readonly largest: number | null }) {
  const format = useFormat()
  if (largest === null) return <b>{format.signed(row.variance)}</b>
  const share = largest === 0 ? 0 : Math.min(1, Math.abs(row.variance) / largest)
  const width = row.variance === 0 ? 0 : Math.max(2, share * 50)
  return (
    <span className={classes['difference']}>
      <b className={row.variance === 0 ? 'faint' : undefined}>{format.signed(row.variance)}</b>
      <span className={classes['bar']}>
        <i data-sign={row.variance < 0 ? 'minus' : 'plus'} style={{ width: `${String(width)}%` }} />
      </span>
    </span>
  )
}

function Value({ row }: { readonly row: ReviewRow }) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const share = shareOff(row)
  const top = row.value === null ? t('noPrice') : format.signedMoney(row.value)
  if (row.variance === 0) return <span className="faint">{top}</span>
  return <TwoLines top={top} below={share === null ? t('offNothing') : t('off', { share: format.percent(share) })} />
}

/** What happens to the line, or that somebody has to say. */
function Choice({ row }: { readonly row: ReviewRow }) {
  const { t } = useTranslation('review')
  const format = useFormat()
  if (row.changeState !== null && row.status === 'posted') return <StateTag state={row.changeState} />
  if (wantsAnswer(row)) return <span className={classes['todo']}>{t('choice.open')}</span>
  if (row.status === 'exact') return <span className="faint">{t('choice.nothing')}</span>
  if (row.status === 'doubt' || row.status === 'gone') return <span className="mute">{t(`choice.${row.status}`)}</span>
  const decision: Decision = row.decision ?? 'difference'
  const number = decision === 'counted' ? format.quantity(row.counted) : format.signed(row.variance)
  return (
    <span className={classes['chosen']}>
      <Icon name={choiceIcons[decision]} size={16} />
      <span className="clip">{t(`choice.${decision}`, { number })}</span>
    </span>
  )
}
