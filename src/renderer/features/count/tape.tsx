import { memo, useState, type CSSProperties, type UIEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { StocktakeRow, TapeRow } from '../../../shared/contract/stocktakes.ts'
import { useFormat } from '../../i18n/format.ts'
import { useRem } from '../../ui/scale.ts'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/icon-paths.ts'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { cardLooks } from './card-looks.ts'
import { useCountState } from './count-state.ts'
import { readableCode } from './readable-code.ts'
import classes from './tape.module.css'
import { useTape, type Tape as TapeData } from './use-tape.ts'

/** Every event in order, newest on top; nothing is ever erased, an undo stands beside what it took back. */
export function Tape({ stocktake }: { readonly stocktake: StocktakeRow }) {
  const { t } = useTranslation('count')
  const tape = useTape(stocktake.stocktakeID)
  return (
    <aside className={classes['tape']} aria-label={t('tape.label')}>
      <SinceMark stocktake={stocktake} />
      <TapeList tape={tape} />
      <div className={classes['tear']} />
    </aside>
  )
}

const SinceMark = memo(function SinceMark({ stocktake }: { readonly stocktake: StocktakeRow }) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const unsaved = useCountState((state) => state.unsaved.length)
  const saving = useCountState((state) => state.saving > 0)
  const all = stocktake.sinceMark
  const unknown = stocktake.sinceMarkUnknown
  const sum = format.quantity(all)
  const size = { '--signs': Math.max(3, sum.length) } as CSSProperties // safe: a custom property, which React's type does not know
  return (
    <div className={classes['top']}>
      <p className={classes['sum']} style={size}>
        {sum}
      </p>
      <div className="grow">
        <div className={classes['topLine']}>
          <h2 className="clip">{t(stocktake.markedAt === null ? 'tape.sinceStart' : 'tape.sinceMark')}</h2>
          {unsaved > 0 ? (
            <Tag icon="warn" tone="bad">
              {t('tape.notOnDisk', { number: format.count(unsaved) })}
            </Tag>
          ) : (
            <Tag icon="disk">{t(saving ? 'tape.saving' : 'tape.onDisk')}</Tag>
          )}
        </div>
        <p className="sm mute clip">
          {unknown === 0
            ? t('tape.counted', { number: format.quantity(all) })
            : t('tape.countedUnknown', { number: format.quantity(all - unknown), unknown: format.quantity(unknown) })}
        </p>
      </div>
    </div>
  )
})

const shownAtFirst = 40
const shownMore = 80

function TapeList({ tape }: { readonly tape: TapeData }) {
  const { t } = useTranslation('count')
  const rem = useRem()
  const [shown, setShown] = useState(shownAtFirst)
  const { rows } = tape

  function onScroll({ currentTarget: list }: UIEvent): void {
    if (list.scrollHeight - list.scrollTop - list.clientHeight > 20 * rem) return
    if (shown < rows.length) setShown(shown + shownMore)
    else tape.readOlder()
  }

  if (tape.error !== null && rows.length === 0) return <ErrorPanel error={tape.error} />
  if (tape.loading && rows.length === 0) return <LoadingRows />
  if (rows.length === 0) return <p className={classes['empty']}>{t('tape.empty')}</p>
  return (
    <ol className={classes['rows']} onScroll={onScroll} tabIndex={0} aria-label={t('tape.label')}>
      {rows.slice(0, shown).map((row, index) => (
        <TapeLine key={row.seq} row={row} newest={index === 0} />
      ))}
    </ol>
  )
}

const TapeLine = memo(function TapeLine({ row, newest }: { readonly row: TapeRow; readonly newest: boolean }) {
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
      className={classNames(classes['line'], newest && classes['newest'], row.undone && classes['undone'])}
      data-tone={newest ? tone : undefined}
    >
      <Icon name={icon} className={classes[tone]} />
      <span className="col">
        <span className={classNames(classes['name'], named === null && 'mono', 'clip')}>
          {named ?? readableCode(row.code ?? '')}
        </span>
        <span className={classNames(classes['how'], 'clip')}>
          {format.timeOfDay(row.at)} · <How row={row} />
        </span>
      </span>
      <span className={classes['added']}>{addedText(row, format.signed)}</span>
      <span className={classes['counted']}>{row.counted === null ? '' : `= ${format.quantity(row.counted)}`}</span>
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
