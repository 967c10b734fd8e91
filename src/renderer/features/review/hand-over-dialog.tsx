import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewSummary } from '../../../shared/contract/review-rows.ts'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { safeName, saveBlob, toCsv, toXlsx } from '../paper/index.ts'
import classes from './review.module.css'
import { varianceTable, type Variance } from './variance-table.ts'

export interface HandOverDialogProps {
  readonly stocktake: StocktakeRow
  readonly summary: ReviewSummary
  readonly open: boolean
  readonly onClose: () => void
  readonly onDone: () => void
}

type Format = 'xlsx' | 'csv'

/** In place of posting, where the service takes no counts: a file is saved, and its lines count as handed over. */
export function HandOverDialog({ stocktake, summary, open, onClose, onDone }: HandOverDialogProps) {
  const { t } = useTranslation(['review', 'common'])
  const format = useFormat()
  const [kind, setKind] = useState<Format>('xlsx')
  const { stocktakeID } = stocktake
  const asked = useQueryOf('stocktakes.variance', { stocktakeID })
  const handOver = useCommand('stocktakes.handOver')
  const takeBack = useCommand('stocktakes.takeBack')
  const ready = { count: summary.ready, number: format.count(summary.ready) }

  async function save(variance: Variance): Promise<void> {
    const table = varianceTable(variance, t)
    const name = safeName(t('handOver.file', { name: stocktake.name }))
    saveBlob(`${name}.${kind}`, kind === 'csv' ? toCsv(table) : await toXlsx([table]))
  }

  async function run(variance: Variance): Promise<void> {
    await save(variance)
    const done = await handOver.run({ stocktakeID })
    if (!done.ok) return
    const { lines } = done.value
    onClose()
    onDone()
    tell(t('handOver.done', { count: lines, number: format.count(lines) }), () => void takeBack.run({ stocktakeID }))
  }

  const { data: variance, error } = asked
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="wide"
      title={t('handOver.title')}
      footer={
        <>
          <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
          <KeyButton
            icon="file"
            kind={summary.ready === 0 ? 'filled' : 'outline'}
            label={t('handOver.saveOnly')}
            disabled={variance === undefined}
            onPress={() => {
              if (variance !== undefined) void save(variance)
            }}
          />
          {summary.ready > 0 && (
            <KeyButton
              kind="filled"
              label={t('handOver.button', ready)}
              busy={handOver.pending}
              disabled={variance === undefined}
              onPress={() => {
                if (variance !== undefined) void run(variance)
              }}
            />
          )}
        </>
      }
    >
      {error !== null && variance === undefined && (
        <ErrorPanel error={error} onRetry={() => void asked.refetch()} title={t('handOver.failed')} />
      )}
      {variance === undefined && error === null && <LoadingRows />}
      {variance !== undefined && <WhatIsInIt variance={variance} />}
      <SegmentedControl
        aria-label={t('handOver.format')}
        value={kind}
        data={[
          { value: 'xlsx', label: t('handOver.xlsx') },
          { value: 'csv', label: t('handOver.csv') },
        ]}
        onChange={(value) => setKind(value === 'csv' ? 'csv' : 'xlsx')}
      />
      {handOver.error !== null && <ErrorPanel error={handOver.error} title={t('handOver.failed')} />}
    </Dialog>
  )
}

function WhatIsInIt({ variance: { rows, left, figure } }: { readonly variance: Variance }) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const off = rows.filter(({ difference }) => difference !== 0).length
  return (
    <ul className={classes['happens']}>
      <li>{t('handOver.why')}</li>
      <li>{t('handOver.holds', { count: rows.length, number: format.count(rows.length), off: format.count(off) })}</li>
      {figure !== null && <li>{t('handOver.figure', { figure })}</li>}
      {left > 0 && <li>{t('post.left', { count: left, number: format.count(left) })}</li>}
    </ul>
  )
}
