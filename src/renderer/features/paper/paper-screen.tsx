import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryOf } from '../../data/query.ts'
import { go, useRoute } from '../../navigation/route.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import classes from './paper.module.css'
import { ReportCard } from './report-card.tsx'
import { SheetCard } from './sheet-card.tsx'
import { paperSizes, usualPaper } from './use-printing.ts'

/** What can be printed, saved and brought back of one stocktake. */
export function PaperScreen() {
  const { t } = useTranslation('paper')
  const { arg } = useRoute()
  const [paper, setPaper] = useState(usualPaper)
  const stocktake = useQueryOf('stocktakes.get', { stocktakeID: arg ?? '-' })
  if (stocktake.error !== null && stocktake.data === undefined)
    return <ErrorPanel error={stocktake.error} title={t('missing')} />
  if (stocktake.data === undefined) return <LoadingRows />
  return (
    <Page
      header={
        <PageHeader title={t('title')} over={stocktake.data.name}>
          <SegmentedControl
            aria-label={t('paperSize')}
            data={paperSizes.map((value) => ({ value, label: value === 'A4' ? 'A4' : 'Letter' }))}
            value={paper}
            onChange={(value) => setPaper(value === 'letter' ? 'letter' : 'A4')}
          />
          <KeyButton icon="review" keys="Escape" label={t('back')} onPress={() => go('review', arg)} />
        </PageHeader>
      }
    >
      <div className={classes['cards']}>
        <ReportCard stocktake={stocktake.data} paper={paper} />
        <SheetCard stocktake={stocktake.data} paper={paper} />
      </div>
    </Page>
  )
}
