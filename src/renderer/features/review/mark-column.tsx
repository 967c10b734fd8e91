import { useTranslation } from 'react-i18next'
import type { Column } from '../../ui/data-table.tsx'
import classes from './review.module.css'

export interface Marks {
  readonly has: (sku: string) => boolean
  readonly toggle: (sku: string) => void
}

interface Line {
  readonly sku: string
  readonly name: string | null
}

/** The boxes before lines, for what is done with many of them at once. */
export function useMarkColumn(): (marks: Marks) => Column<Line> {
  const { t } = useTranslation('review')
  return (marks) => ({
    id: 'mark',
    header: <span className={classes['hidden']}>{t('columns.mark')}</span>,
    width: 'max(2rem, var(--touch))',
    cell: (row) => (
      <label className={classes['check']} onClick={(event) => event.stopPropagation()}>
        <input
          type="checkbox"
          aria-label={t('markLine', { name: row.name ?? row.sku })}
          checked={marks.has(row.sku)}
          tabIndex={-1}
          onChange={() => marks.toggle(row.sku)}
        />
      </label>
    ),
  })
}
