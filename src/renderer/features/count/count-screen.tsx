import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'

export function CountScreen() {
  const { t } = useTranslation('count')
  return (
    <Page header={<PageHeader title={t('title')} />}>
      <EmptyState icon="scan" title={t('title')} />
    </Page>
  )
}
