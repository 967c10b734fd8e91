import { useTranslation } from 'react-i18next'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { PanelSection, SidePanel } from '../../ui/page.tsx'
import { EmptyState, ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import classes from './lists.module.css'

export interface RecountPanelProps {
  readonly stocktakeID: string
  readonly onClose: () => void
}

/** Where to go and count again: items and places, never figures. */
export function RecountPanel({ stocktakeID, onClose }: RecountPanelProps) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const recounts = useQueryOf('stocktakes.recounts', { stocktakeID })
  const rows = (recounts.data?.rows ?? []).toSorted((a, b) => Number(a.own) - Number(b.own))
  return (
    <SidePanel width={384} title={t('recounts.title')} onClose={onClose}>
      <PanelSection>
        {recounts.error !== null && <ErrorPanel error={recounts.error} />}
        {recounts.isPending && <LoadingRows />}
        {recounts.data !== undefined && rows.length === 0 && <EmptyState icon="done" title={t('recounts.none')} />}
        {rows.length > 0 && <p>{t('recounts.text', { count: rows.length, number: format.count(rows.length) })}</p>}
        <ul className={classes['list']}>
          {rows.map(({ sku, name, cause, places, own }) => (
            <li key={sku} className={classes['row']}>
              <span className="col">
                <span className="clip">{name ?? sku}</span>
                <span className="xs mute clip">
                  {[...places, t(`recounts.cause.${cause}`), own ? t('recounts.own') : null]
                    .filter((part) => part !== null)
                    .join(' · ')}
                </span>
              </span>
              <span className="xs mono mute">{sku}</span>
            </li>
          ))}
        </ul>
      </PanelSection>
    </SidePanel>
  )
}
