import { memo, useCallback, useState, type CSSProperties, type UIEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { useRem } from '../../ui/scale.ts'
import { IconButton } from '../../ui/key-button.tsx'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useCountState } from './count-state.ts'
import { TapeFind } from './tape-find.tsx'
import { TapeLine } from './tape-line.tsx'
import classes from './tape.module.css'
import { useTape, type Tape as TapeData } from './use-tape.ts'

/** Every event in order, newest on top; nothing is ever erased, an undo stands beside what it took back. */
export function Tape({ stocktake }: { readonly stocktake: StocktakeRow }) {
  const { t } = useTranslation('count')
  const tape = useTape(stocktake.stocktakeID)
  const [finding, setFinding] = useState(false)
  const toggle = useCallback(() => setFinding((is) => !is), [])
  return (
    <aside className={classes['tape']} aria-label={t('tape.label')}>
      <SinceMark stocktake={stocktake} onFind={toggle} />
      {finding ? (
        <TapeFind stocktakeID={stocktake.stocktakeID} onClose={() => setFinding(false)} />
      ) : (
        <TapeList tape={tape} />
      )}
      <div className={classes['tear']} />
    </aside>
  )
}

interface SinceMarkProps {
  readonly stocktake: StocktakeRow
  onFind(this: void): void
}

const SinceMark = memo(function SinceMark({ stocktake, onFind }: SinceMarkProps) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const unsaved = useCountState((state) => state.unsaved.length)
  const saving = useCountState((state) => state.slow.length > 0)
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
      <IconButton icon="search" label={t('find.button')} keys="Ctrl+F" onPress={onFind} />
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
