import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TapeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { IconButton } from '../../ui/key-button.tsx'
import { cardLooks } from './card-looks.ts'
import { readableCode } from './readable-code.ts'
import classes from './tape.module.css'

export interface TapeLineProps {
  readonly row: TapeRow
  readonly newest: boolean
  /** Takes the event back; left out where it can't be. */
  readonly onUndo?: (() => void) | undefined
}

/** One event: what, how and where, what it added, and what the line came to. */
export const TapeLine = memo(function TapeLine({ row, newest, onUndo }: TapeLineProps) {
  const { t } = useTranslation('count')
  const format = useFormat()
  if (row.kind === 'mark') {
    return (
      <li className={classes['mark']}>
        <Icon name="flag" size={16} />
        <span className="grow">{t('tape.mark', { time: format.time(row.at) })}</span>
        <span>{t('tape.beforeMark', { number: format.quantity(row.quantity) })}</span>
      </li>
    )
  }
  const { icon, tone } = looksOf(row)
  const named = row.name ?? row.sku
  return (
    <li
      className={classNames('tone', classes['line'], newest && classes['newest'], row.undone && classes['undone'])}
      data-tone={tone}
    >
      <Icon name={icon} className={classes['shape']} />
      <span className="col">
        <span className={classNames(classes['name'], named === null && 'mono', 'clip')}>
          {named ?? readableCode(row.code ?? '')}
        </span>
        <span className={classNames(classes['how'], 'clip')}>
          {format.timeOfDay(row.at)} · <How row={row} />
          <Particulars row={row} />
        </span>
      </span>
      <span className={classes['added']}>{addedText(row, format.signed)}</span>
      <span className={classes['counted']}>{row.counted === null ? '' : `= ${format.quantity(row.counted)}`}</span>
      {onUndo !== undefined && (
        <IconButton icon="undo" label={t('find.undo', { name: named ?? row.code })} onPress={onUndo} />
      )}
    </li>
  )
})

function addedText(row: TapeRow, signed: (value: number) => string): string {
  if (row.outcome === 'outOfScope') return '+0'
  return row.quantity === 0 ? '±0' : signed(row.quantity)
}

interface Looks {
  readonly icon: IconName
  readonly tone: 'ok' | 'plum' | 'plain' | 'warn' | 'accent' | 'bad'
}

function looksOf(row: TapeRow): Looks {
  switch (row.kind) {
    case 'scan':
      return cardLooks[row.outcome ?? 'known']
    case 'count':
      return cardLooks.typed
    case 'undo':
      return cardLooks.undo
    case 'link':
      return { icon: 'link', tone: row.outcome === 'outOfScope' ? 'plain' : 'ok' }
    case 'zero':
    case 'mark':
      return { icon: 'minusRing', tone: 'plain' }
  }
}

/** How the quantity came about, in two or three words. */
function How({ row }: { readonly row: TapeRow }) {
  const { t } = useTranslation('count')
  const format = useFormat()
  if (row.undone) return <>{t('tape.undone')}</>
  if (row.kind === 'undo') return <>{t('tape.undo')}</>
  if (row.kind === 'count') return <>{t('tape.typedAfter')}</>
  if (row.kind === 'link') return <>{t('tape.link')}</>
  if (row.kind === 'zero') return <>{t('tape.zero')}</>
  if (row.outcome === 'unknown') return <>{t('tape.unknown')}</>
  if (row.outcome === 'outOfScope') return <>{t('tape.outOfScope')}</>
  if (row.typed) return <>{t('tape.typedFirst')}</>
  return <>{row.quantity === 1 ? t('tape.piece') : t('tape.pack', { number: format.quantity(row.quantity) })}</>
}

/** Where, by whom, and which lot or serial number. */
function Particulars({ row }: { readonly row: TapeRow }) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const parts = [
    row.place,
    row.lot === null ? null : t('tape.lot', { lot: row.lot }),
    row.expiry === null ? null : t('tape.expiry', { date: format.date(Date.parse(row.expiry)) }),
    row.serial === null ? null : t('tape.serial', { serial: row.serial }),
    row.person,
  ].filter((part) => part !== null)
  return parts.map((part) => <span key={part}> · {part}</span>)
}
