import { Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { lineStatuses, type ReviewSummary } from '../../../shared/contract/review-rows.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import classes from './review.module.css'

export interface LineFilters {
  readonly search: string
  readonly status: (typeof lineStatuses)[number] | null
  readonly place: string | null
  readonly person: string | null
}
export const noFilters: LineFilters = { search: '', status: null, place: null, person: null }

export const isFiltered = ({ search, status, place, person }: LineFilters): boolean =>
  search.trim() !== '' || status !== null || place !== null || person !== null

export interface FiltersProps {
  readonly stocktakeID: string
  readonly filters: LineFilters
  readonly summary: ReviewSummary
  onFilter(this: void, filters: LineFilters): void
}

/** So few lines are seen at a glance. */
const fewLines = 8

/** Narrows the lines of a tab. What nobody could choose from is not shown. */
export function Filters({ stocktakeID, filters, summary, onFilter }: FiltersProps) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const places = useQueryOf('stocktakes.places', { stocktakeID }).data?.rows ?? []
  if (summary.counted <= fewLines && !isFiltered(filters)) return null
  const set = (change: Partial<LineFilters>): void => onFilter({ ...filters, ...change })
  const statuses = summary.statuses.map(({ status, lines }) => ({
    value: status,
    label: `${t(`status.${status}`)} (${format.count(lines)})`,
  }))
  return (
    <div className={classes['tools']} role="search">
      <TextInput
        className={classes['search']}
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        leftSection={<Icon name="search" />}
        value={filters.search}
        onChange={({ currentTarget }) => set({ search: currentTarget.value })}
      />
      {statuses.length > 1 && (
        <Select
          w="12rem"
          aria-label={t('filter.status')}
          placeholder={t('filter.status')}
          data={statuses}
          value={filters.status}
          onChange={(value) => set({ status: lineStatuses.find((status) => status === value) ?? null })}
          clearable
        />
      )}
      <Choice
        label={t('filter.place')}
        rows={places.map(({ place }) => place)}
        value={filters.place}
        onChoose={(place) => set({ place })}
      />
      <Choice
        label={t('filter.person')}
        rows={summary.people}
        value={filters.person}
        onChoose={(person) => set({ person })}
      />
      {isFiltered(filters) && (
        <KeyButton
          kind="plain"
          size="small"
          icon="cross"
          label={t('filter.none')}
          onPress={() => onFilter(noFilters)}
        />
      )}
    </div>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly rows: readonly string[]
  readonly value: string | null
  onChoose(this: void, value: string | null): void
}

function Choice({ label, rows, value, onChoose }: ChoiceProps) {
  if (rows.length === 0) return null
  return (
    <Select
      w="10rem"
      aria-label={label}
      placeholder={label}
      data={[...rows]}
      value={value}
      onChange={onChoose}
      searchable={rows.length > 8}
      clearable
    />
  )
}
