import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MoveKind } from '../../../shared/contract/moves.ts'
import { useFormat } from '../../i18n/format.ts'
import type { PendingQuantity } from '../../scanner/pending-quantity.ts'
import { classNames } from '../../ui/class-names.ts'
import type { IconName } from '../../ui/icon-paths.ts'
import { Icon } from '../../ui/icon.tsx'
import type { Tone } from '../../ui/tone.ts'
import classes from './move-card.module.css'
import type { MoveCardKind, ShownMove } from './shown-move.ts'

const looks: Readonly<Record<MoveCardKind, { readonly icon: IconName; readonly tone: Tone }>> = {
  known: { icon: 'done', tone: 'ok' },
  unknown: { icon: 'unknown', tone: 'plum' },
  duplicate: { icon: 'warn', tone: 'warn' },
  error: { icon: 'refused', tone: 'bad' },
  set: { icon: 'pencil', tone: 'ok' },
  undo: { icon: 'undo', tone: 'accent' },
}

interface MoveCardProps {
  readonly kind: MoveKind
  /** Null: nothing was scanned yet. */
  readonly move: ShownMove | null
  readonly pending: PendingQuantity
}

/** The answer to the last scan: shape, name, number. Takes no clicks. */
export function MoveCard({ kind, move, pending }: MoveCardProps) {
  const { t } = useTranslation('moves')
  const look = move === null ? null : looks[move.kind]
  return (
    <section
      className={classNames('tone', classes['card'])}
      data-tone={look?.tone ?? 'plain'}
      data-rest={move?.fresh !== true || undefined}
      aria-label={t('card.label')}
    >
      {move?.fresh === true && <div key={move.key} className={classes['flash']} />}
      <Icon name={look?.icon ?? 'scan'} size={40} className={classes['shape']} />
      {move === null ? <Ready kind={kind} /> : <Answer move={move} />}
      {pending.kind !== 'none' && <Pending pending={pending} />}
      <VisuallyHidden aria-live="assertive">{move?.fresh === true && <Spoken move={move} />}</VisuallyHidden>
    </section>
  )
}

function Ready({ kind }: { readonly kind: MoveKind }) {
  const { t } = useTranslation('moves')
  return (
    <div className="col">
      <p className={classes['name']}>{t('card.ready')}</p>
      <p className={classes['meta']}>{t(`card.readyText.${kind}`)}</p>
    </div>
  )
}

/** Signs of a name from which on it is set smaller, on three lines. */
const longName = 30

function Answer({ move }: { readonly move: ShownMove }) {
  const { t } = useTranslation(['moves', 'common'])
  const format = useFormat()
  const named = move.name ?? move.sku
  return (
    <>
      <div className="col">
        <p
          className={classNames(classes['name'], named === null && classes['code'])}
          data-long={(named ?? '').length > longName || undefined}
        >
          {named ?? move.code}
        </p>
        <p className={classes['meta']}>
          {move.kind !== 'known' && <b className={classes['word']}>{t(`card.${move.kind}`)}</b>}
          {move.name !== null && move.sku !== null && <span className="mono">{move.sku}</span>}
          {move.pack !== null && <span>{t('card.pack', { number: format.quantity(move.pack) })}</span>}
          {move.error !== undefined && <span>{t(`common:error.${move.error.kind}`)}</span>}
          <span>{format.timeOfDay(move.at)}</span>
        </p>
      </div>
      {move.total !== null && (
        <span key={move.key} className={classes['total']}>
          {format.quantity(move.total)}
        </span>
      )}
      <span key={`${move.key}+`} className={classes['block']}>
        {blockOf(move, format.signed)}
      </span>
    </>
  )
}

function blockOf({ kind, added }: ShownMove, signed: (value: number) => string): string {
  if (kind === 'unknown') return '?'
  if (kind === 'error') return '!'
  return added === null || added === 0 ? '+0' : signed(added)
}

/** Digits typed before a scan: shown large, because the next scan moves them. */
function Pending({ pending }: { readonly pending: Exclude<PendingQuantity, { kind: 'none' }> }) {
  const { t } = useTranslation('moves')
  const long = pending.kind === 'tooLong'
  return (
    <div className={classes['pending']} data-long={long || undefined} role="status">
      <span className={classes['pendingFigure']}>{long ? pending.digits : `${pending.digits} ×`}</span>
      <span>{t(long ? 'pending.tooLong' : 'pending.text')}</span>
    </div>
  )
}

function Spoken({ move }: { readonly move: ShownMove }) {
  const { t } = useTranslation('moves')
  const format = useFormat()
  const total = move.total === null ? null : format.quantity(move.total)
  return (
    <>
      {[t(`card.${move.kind}`), move.name ?? move.sku ?? move.code, total].filter((part) => part !== null).join('. ')}
    </>
  )
}
