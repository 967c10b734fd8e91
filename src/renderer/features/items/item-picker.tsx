import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryOf } from '../../data/query.ts'
import { useSettled } from '../../ui/use-now.ts'

interface ItemPickerProps {
  readonly label: string
  readonly value: string | null
  readonly error?: string | undefined
  readonly hideLabel?: boolean
  readonly autoFocus?: boolean
  onChange(this: void, sku: string | null): void
}

const shown = 50

/** Finds one item by part-words, answered from the local index: the drop-down never holds the whole warehouse. */
export function ItemPicker({ label, value, error, hideLabel = false, autoFocus = false, onChange }: ItemPickerProps) {
  const { t } = useTranslation(['items', 'common'])
  const [search, setSearch] = useState('')
  const settled = useSettled(search.trim())
  const found = useQueryOf('items.list', { search: settled, limit: shown }, { keepPrevious: true })
  const chosen = useQueryOf('items.get', { sku: value ?? '' }, { enabled: value !== null })
  const rows = found.data?.rows ?? []
  const own = chosen.data !== undefined && !rows.some((row) => row.sku === value) ? [chosen.data] : []
  const text = (row: { readonly sku: string; readonly name: string | null }): string =>
    row.name === null ? row.sku : `${row.name} · ${row.sku}`
  // What the search shows for a chosen item is its text, which is no search for others.
  const label_ = chosen.data === undefined ? null : text(chosen.data)
  return (
    <Select
      {...(hideLabel ? { 'aria-label': label } : { label })}
      data={[...own, ...rows].map((row) => ({ value: row.sku, label: text(row) }))}
      value={value}
      onChange={onChange}
      searchable
      selectFirstOptionOnChange
      onSearchChange={(next) => setSearch(next === label_ ? '' : next)}
      filter={({ options }) => options}
      nothingFoundMessage={t('picker.nothing')}
      placeholder={t('picker.prompt')}
      error={error}
      {...(autoFocus ? { 'data-autofocus': true } : {})}
      maxDropdownHeight={280}
      comboboxProps={{ withinPortal: true }}
    />
  )
}
