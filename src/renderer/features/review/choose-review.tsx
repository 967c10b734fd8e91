import { useTranslation } from 'react-i18next'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { StocktakeChooser, useChosenStocktake } from '../../ui/stocktake-chooser.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useNow } from '../../ui/use-now.ts'

export interface ChooseReviewProps {
  readonly rows: readonly StocktakeRow[]
  readonly last: string | null
}

/** Every count, closed ones included: posted lines are followed here to their fate. */
export function ChooseReview({ rows, last }: ChooseReviewProps) {
  const { t } = useTranslation(['review', 'count'])
  const format = useFormat()
  const now = useNow()
  const keys = { previous: t('count:choose.previous'), next: t('count:choose.next') }
  const { row, choose } = useChosenStocktake(rows, last, keys)
  return (
    <Page
      header={
        <PageHeader title={t('choose.title')} over={t('title')}>
          {row !== undefined && (
            <KeyButton
              kind="filled"
              label={t('choose.open', { name: row.name })}
              onPress={() => go('review', row.stocktakeID)}
            />
          )}
        </PageHeader>
      }
    >
      <StocktakeChooser
        label={t('choose.title')}
        rows={rows}
        chosen={row}
        texts={{ name: t('choose.name'), pieces: t('choose.pieces'), last: t('choose.last') }}
        columns={[
          { id: 'state', header: t('choose.state'), width: '10rem', cell: (each) => <State state={each.state} /> },
          {
            id: 'lines',
            header: t('choose.lines'),
            width: '7rem',
            align: 'end',
            cell: (each) => format.count(each.lines),
          },
        ]}
        lastOf={(each) => format.moment(each.lastScanAt ?? each.openedAt, now)}
        onChoose={choose}
        onOpen={(stocktakeID) => go('review', stocktakeID)}
        empty={<EmptyState icon="review" title={t('nothing.title')} />}
      />
    </Page>
  )
}

const looks = {
  open: { icon: 'scan', tone: 'accent' },
  posted: { icon: 'done', tone: 'ok' },
  cancelled: { icon: 'cross', tone: 'plain' },
} as const

function State({ state }: Pick<StocktakeRow, 'state'>) {
  const { t } = useTranslation('review')
  return <Tag {...looks[state]}>{t(`stocktake.${state}`)}</Tag>
}
