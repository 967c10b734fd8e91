import { TextInput } from '@mantine/core'
import { useEffect, useId, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemRow } from '../../../shared/contract/items.ts'
import { useFormat } from '../../i18n/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { Keycap } from '../../ui/keycap.tsx'
import { Marked } from '../../ui/marked.tsx'
import classes from './unknown-panel.module.css'

export interface ItemSearchProps {
  readonly text: string
  onText(this: void, text: string): void
  readonly rows: readonly ItemRow[]
  /** How many fit; null: nothing was searched. */
  readonly total: number | null
  /** The hit that would be taken. */
  readonly place: number
  onPlace(this: void, place: number): void
  onTake(this: void): void
}

/** Search as you type with the hits below it: the best is taken by Enter, arrows choose another. */
export function ItemSearch({ text, onText, rows, total, place, onPlace, onTake }: ItemSearchProps) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not hand on as its way to clean up.
    list.current?.children[place]?.scrollIntoView({ block: 'nearest' })
  }, [place])

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) onPlace(Math.max(0, Math.min(rows.length - 1, place + step)))
    else if (event.key === 'Enter' && !event.ctrlKey) onTake()
    else return
    event.preventDefault()
  }

  return (
    <div>
      <TextInput
        aria-label={t('link.search')}
        placeholder={t('link.search')}
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={rows.length > 0 ? `${id}-${String(place)}` : undefined}
        value={text}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
        onKeyDown={onKeyDown}
        leftSection={<Icon name="search" />}
        rightSection={
          total !== null && <span className="xs mute">{t('link.found', { number: format.count(total) })}</span>
        }
        rightSectionWidth="6.5rem"
        autoComplete="off"
        autoFocus
      />
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={t('link.hits')}
        className={classes['hits']}
        data-empty={rows.length === 0}
      >
        {rows.map((row, index) => (
          <div
            key={row.sku}
            id={`${id}-${String(index)}`}
            role="option"
            aria-selected={index === place}
            className={classes['hit']}
            onClick={() => onPlace(index)}
          >
            <span className="col">
              <span className="clip">
                <Marked text={row.name ?? row.sku} search={text} />
              </span>
              <span className="xs mute mono clip">
                <Marked text={row.sku} search={text} />
              </span>
            </span>
            {index === place && <Keycap keys="Enter" />}
            {index === place + 1 && <Keycap keys="ArrowDown" />}
          </div>
        ))}
      </div>
      {total === 0 && <p className={classes['none']}>{t('link.none')}</p>}
    </div>
  )
}
