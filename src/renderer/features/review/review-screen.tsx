import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'

export function ReviewScreen() {
  const { t } = useTranslation('review')
  return (
    <Page header={<PageHeader title={t('title')} />}>
      <EmptyState icon="review" title={t('title')} />
    </Page>
  )
}
