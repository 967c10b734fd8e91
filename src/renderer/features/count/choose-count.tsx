import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import type { Column } from '../../ui/data-table.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { StocktakeChooser, useChosenStocktake } from '../../ui/stocktake-chooser.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './counting.module.css'
import { CloseDialog } from './close-dialog.tsx'
import { StartPanel } from './start-panel.tsx'
import { WaitingScans } from './waiting-scans.tsx'

export interface ChooseCountProps {
  readonly rows: readonly StocktakeRow[]
  readonly last: string | null
}

/** The open counts, and the way to a new one. A label scanned here waits for the count that is chosen. */
export function ChooseCount({ rows, last }: ChooseCountProps) {
  const { t } = useTranslation('count')
  const [starting, setStarting] = useState(false)
  const [closing, setClosing] = useState(false)
  const columns = useColumns()
  const keys = { previous: t('choose.previous'), next: t('choose.next') }
  const { row, choose } = useChosenStocktake(rows, last, keys)
  const format = useFormat()
  const now = useNow()
  const panel = starting || rows.length === 0
  const resume = (): void => {
    if (row !== undefined) go('count', row.stocktakeID)
  }
  return (
    <Page
      header={
        <PageHeader title={t('choose.title')} over={t('choose.over')}>
          {row !== undefined && (
            <>
              <KeyButton
                kind="plain"
                label={t('close.button')}
                keys="Alt+C"
                command="close"
                showKeys={false}
                onPress={() => setClosing(true)}
              />
              {!panel && (
                <KeyButton
                  icon="plus"
                  label={t('start.button')}
                  keys="Ctrl+N"
                  command="begin"
                  onPress={() => setStarting(true)}
                />
              )}
              <KeyButton
                kind={panel ? 'outline' : 'filled'}
                label={t('choose.resume', { name: row.name })}
                className={classes['resume']}
                onPress={resume}
              />
            </>
          )}
        </PageHeader>
      }
      panel={panel && <StartPanel onClose={rows.length === 0 ? undefined : () => setStarting(false)} />}
    >
      <WaitingScans />
      <StocktakeChooser
        label={t('choose.title')}
        rows={rows}
        chosen={row}
        texts={{ name: t('choose.name'), pieces: t('choose.pieces'), last: t('choose.last') }}
        columns={columns.before}
        columnsAfter={columns.after}
        lastOf={({ lastScanAt }) => (lastScanAt === null ? t('choose.never') : format.moment(lastScanAt, now))}
        onChoose={choose}
        onOpen={(stocktakeID) => go('count', stocktakeID)}
        empty={<EmptyState icon="scan" title={t('choose.empty')} text={t('choose.emptyText')} />}
      />
      {row !== undefined && <CloseDialog row={row} open={closing} onClose={() => setClosing(false)} />}
    </Page>
  )
}

function useColumns(): Readonly<Record<'before' | 'after', readonly Column<StocktakeRow>[]>> {
  const { t } = useTranslation('count')
  const format = useFormat()
  return {
    before: [
      {
        id: 'items',
        header: t('choose.items'),
        width: 'minmax(7rem, 9rem)',
        align: 'end',
        cell: (row) => t('choose.itemsOf', { number: format.count(row.lines), of: format.count(row.items) }),
      },
    ],
    after: [
      {
        id: 'unknown',
        header: t('choose.unknown'),
        width: 'minmax(5.5rem, 7rem)',
        align: 'end',
        cell: ({ unknownCodes }) =>
          unknownCodes === 0 ? (
            <span className="faint">0</span>
          ) : (
            <b className="c-plum">{format.count(unknownCodes)}</b>
          ),
      },
    ],
  }
}
