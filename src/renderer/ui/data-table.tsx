import { useMediaQuery } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowWindow } from '../data/rows.ts'
import { useFormat } from '../i18n/format.ts'
import { useKeys } from '../navigation/use-keys.ts'
import { classNames } from './class-names.ts'
import classes from './data-table.module.css'
import { Icon } from './icon.tsx'
import { useRem, useTouch } from './scale.ts'
import { ErrorPanel, LoadingRows } from './states.tsx'

export interface Column<Row> {
  readonly id: string
  readonly header: ReactNode
  /** A grid track in rem or fr: `9rem`, `minmax(10rem, 1fr)`. */
  readonly width: string
  readonly align?: 'start' | 'end'
  /** What the query calls this order; given: the head is a button. */
  readonly sort?: string
  /** Shown only from a window of 100 rem up: 1,600 pixels at the usual text size. */
  readonly wide?: boolean
  cell(this: void, row: Row, index: number): ReactNode
}

export interface Sorting {
  readonly by: string
  readonly descending: boolean
}

export interface DataTableProps<Row> {
  /** The table's name for screen readers. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: RowWindow<Row>
  rowKey(this: void, row: Row): string
  readonly rowHeight?: 36 | 40 | 48 | 56
  readonly selected: string | null
  onSelect(this: void, row: Row, index: number): void
  /** Enter or a double click. */
  readonly onOpen?: ((row: Row) => void) | undefined
  readonly sorting?: Sorting | undefined
  readonly onSort?: ((sorting: Sorting) => void) | undefined
  /** Shown instead of rows when there are none. */
  readonly empty: ReactNode
  /** A tint for rows that want an eye. */
  readonly tone?: ((row: Row) => 'warn' | 'plum' | undefined) | undefined
}

/**
 * A list of any length: only the rows in sight exist, and only their pages are asked for (data/rows.ts). One stop for
 * Tab; inside, arrows, Page, Home and End move the selection, which the panel beside it follows.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, columns, rowKey, rowHeight = 36, selected, onSelect, onOpen } = props
  const { t } = useTranslation()
  const format = useFormat()
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const [pending, setPending] = useState<number | null>(null)
  const rem = useRem()
  const touch = useTouch()
  // A query of the style sheet would not know the text size of the settings.
  const isWide = useMediaQuery(`(min-width: ${String(100 * rem)}px)`, false, { getInitialValueInEffect: false })
  const rowPixels = Math.max((rowHeight / 16) * rem, touch)
  const virtual = useVirtualizer({
    count: rows.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 6,
    // The sticky head covers the first 2 rem of what is scrolled.
    scrollPaddingEnd: Math.max(2 * rem, touch),
  })
  useEffect(() => virtual.measure(), [virtual, rowPixels])
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
    setActive(0)
  }, [rows.key])
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const { want } = rows
  useEffect(() => want(first, last), [want, first, last])
  useKeys([
    { keys: 'ArrowUp', label: t('keys.rowUp') },
    { keys: 'ArrowDown', label: t('keys.rowDown') },
    { keys: 'Enter', label: t('keys.open'), enabled: onOpen !== undefined },
  ])

  function choose(index: number): void {
    const next = Math.max(0, Math.min(rows.total - 1, index))
    setActive(next)
    virtual.scrollToIndex(next)
    setPending(next)
  }

  // A row that is not here yet (End in a long list) is selected when its page arrives.
  const awaited = pending === null ? undefined : rows.rowAt(pending)
  const tellSelected = useEffectEvent((row: Row, index: number) => {
    setPending(null)
    onSelect(row, index)
  })
  useEffect(() => {
    if (pending !== null && awaited !== undefined) tellSelected(awaited, pending)
  }, [pending, awaited])

  function onKeyDown(event: KeyboardEvent): void {
    const here = rows.rowAt(active)
    const step = stepOf(
      event.key,
      Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowPixels) - 2),
      rows.total,
    )
    if (step !== null) choose(active + step)
    else if (event.key === 'Enter' && !event.ctrlKey && here !== undefined) onOpen?.(here)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  if (rows.error !== null && rows.total === 0) return <ErrorPanel error={rows.error} />
  if (rows.loading) return <LoadingRows />
  if (rows.total === 0) return props.empty
  const tracks = {
    '--tracks': columns.map((column) => column.width).join(' '),
    '--narrow-tracks': columns
      .filter((column) => column.wide !== true)
      .map((column) => column.width)
      .join(' '),
  }
  const rowID = (index: number): string => `${id}-${String(index)}`
  return (
    <div
      ref={scroller}
      className={classes['scroller']}
      role="grid"
      aria-label={t('table.label', { name: props.label, number: format.count(rows.total) })}
      aria-rowcount={rows.total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={rowID(active)}
      tabIndex={0}
      data-height={rowHeight}
      data-wide={isWide || undefined}
      style={tracks as React.CSSProperties} // safe: custom properties, which React's type does not know
      onKeyDown={onKeyDown}
    >
      <Head {...props} />
      <div className={classes['rows']} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows.rowAt(index)
          const key = row === undefined ? null : rowKey(row)
          return (
            <div
              key={index}
              id={rowID(index)}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={key !== null && key === selected}
              data-active={index === active || undefined}
              data-tone={row === undefined ? undefined : props.tone?.(row)}
              className={classes['row']}
              style={{ transform: `translateY(${String(start)}px)` }}
              onClick={() => choose(index)}
              onDoubleClick={() => row !== undefined && onOpen?.(row)}
            >
              {columns.map((column) => (
                <div key={column.id} role="gridcell" className={cellClass(column)}>
                  {row === undefined ? <span className={classes['bar']} /> : column.cell(row, index)}
                </div>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function Head<Row>({ columns, sorting, onSort }: DataTableProps<Row>) {
  const { t } = useTranslation()
  return (
    <div className={classes['head']} role="row" aria-rowindex={1}>
      {columns.map((column) => {
        const own = column.sort !== undefined && sorting?.by === column.sort ? sorting : null
        const sort = column.sort
        return (
          <div
            key={column.id}
            role="columnheader"
            className={cellClass(column)}
            aria-sort={own === null ? undefined : own.descending ? 'descending' : 'ascending'}
          >
            {sort === undefined || onSort === undefined ? (
              column.header
            ) : (
              <button
                type="button"
                className={classes['sort']}
                title={typeof column.header === 'string' ? t('table.sort', { column: column.header }) : undefined}
                onClick={() => onSort({ by: sort, descending: own !== null && !own.descending })}
              >
                {column.header}
                {own !== null && <Icon name={own.descending ? 'chevronDown' : 'chevronUp'} size={16} />}
              </button>
            )}
          </div>
        )
      })}
    </div>
  )
}

const cellClass = <Row,>(column: Column<Row>): string =>
  classNames(classes['cell'], column.align === 'end' && classes['end'], column.wide === true && classes['wide'])

function stepOf(key: string, page: number, total: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return 1
    case 'ArrowUp':
      return -1
    case 'PageDown':
      return page
    case 'PageUp':
      return -page
    case 'Home':
      return -total
    case 'End':
      return total
    default:
      return null
  }
}
