import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'

export function SyncScreen() {
  const { t } = useTranslation('sync')
  return (
    <Page header={<PageHeader title={t('title')} />}>
      <EmptyState icon="sync" title={t('title')} />
    </Page>
  )
}
