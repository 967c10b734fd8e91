import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnknownRow } from '../../../shared/contract/barcodes.ts'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { formatRoute } from '../../navigation/route.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { SidePanel } from '../../ui/page.tsx'
import { EmptyState, ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { LinkCode } from './link-code.tsx'
import { readableCode } from './readable-code.ts'
import classes from './unknown-panel.module.css'

export interface UnknownPanelProps {
  readonly stocktake: StocktakeRow
  readonly onClose: () => void
}

/** Names codes that nobody knows, while scanning goes on behind it. A linked code counts what was kept under it. */
export function UnknownPanel({ stocktake, onClose }: UnknownPanelProps) {
  const { t } = useTranslation(['count', 'codes'])
  const { stocktakeID } = stocktake
  const unknown = useQueryOf('barcodes.unknown', { stocktakeID, limit: 100 })
  const [chosen, setChosen] = useState<string | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  useKeys([{ keys: 'F7', command: 'inbox', label: t('unknown.close'), run: onClose }])
  const rows = unknown.data?.rows
  const row = rows?.find(({ code }) => code === chosen) ?? rows?.[0]
  // Whoever names a code goes on naming that one when a newer one is scanned.
  if (chosen === null && row !== undefined) setChosen(row.code)

  function goOn(done: string): void {
    setSaid(done)
    if (rows !== undefined && row !== undefined) setChosen(nextOf(rows, row))
  }

  if (rows === undefined || row === undefined) {
    return (
      <SidePanel width={512} title={t('unknown.title')} onClose={onClose}>
        <Said text={said} />
        {unknown.error !== null && <ErrorPanel error={unknown.error} />}
        {unknown.isPending && <LoadingRows />}
        {rows !== undefined && <EmptyState icon="inbox" title={t('unknown.empty')} text={t('unknown.emptyText')} />}
      </SidePanel>
    )
  }
  return (
    <LinkCode key={row.code} row={row} onClose={onClose} onNext={goOn}>
      {said === null ? (
        <p className={classes['intro']}>
          {t('unknown.text')} <a href={formatRoute('codes')}>{t('codes:openUnknown')}</a>
        </p>
      ) : (
        <Said text={said} />
      )}
      <CodeList rows={rows} chosen={row.code} onChoose={setChosen} />
    </LinkCode>
  )
}

/** What became of the last code. In the panel and not as a toast, which would lie over the next one's buttons. */
function Said({ text }: { readonly text: string | null }) {
  return (
    <p className={classes['said']} role="status">
      {text !== null && <Icon name="done" size={16} className="c-ok" />}
      <span className="clip">{text}</span>
    </p>
  )
}

/** The code after this one, or the one before it at the end: what to name next. */
function nextOf(rows: readonly UnknownRow[], row: UnknownRow): string | null {
  const place = rows.indexOf(row)
  return (rows[place + 1] ?? rows[place - 1])?.code ?? null
}

interface CodeListProps {
  readonly rows: readonly UnknownRow[]
  readonly chosen: string
  onChoose(this: void, code: string): void
}

function CodeList({ rows, chosen, onChoose }: CodeListProps) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const place = rows.findIndex(({ code }) => code === chosen)

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const next = rows[place + step]
    if (step === 0 || next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onChoose(next.code)
  }

  return (
    <div
      className={classes['codes']}
      role="listbox"
      tabIndex={0}
      aria-label={t('unknown.title')}
      aria-activedescendant={`unknown-${String(place)}`}
      onKeyDown={onKeyDown}
    >
      {rows.map((row, index) => (
        <div
          key={row.code}
          id={`unknown-${String(index)}`}
          role="option"
          aria-selected={row.code === chosen}
          className={classes['code']}
          onClick={() => onChoose(row.code)}
        >
          <Icon name="unknown" className="c-plum" />
          <span className="col">
            <span className={classNames(classes['digits'], 'mono', 'clip')}>{readableCode(row.code)}</span>
            <span className="xs mute clip">
              <Neighbours row={row} />
            </span>
          </span>
          <b className={classes['times']}>× {format.quantity(row.quantity)}</b>
        </div>
      ))}
    </div>
  )
}

function Neighbours({ row }: { readonly row: UnknownRow }) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const { before, after, firstAt } = row
  const time = format.time(firstAt)
  if (before !== null && after !== null) return <>{t('unknown.between', { time, before, after })}</>
  if (before !== null) return <>{t('unknown.after', { time, before })}</>
  if (after !== null) return <>{t('unknown.before', { time, after })}</>
  return <>{t('unknown.at', { time })}</>
}
