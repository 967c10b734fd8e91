import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'

export function MovesScreen() {
  const { t } = useTranslation('moves')
  return (
    <Page header={<PageHeader title={t('title')} />}>
      <EmptyState icon="moves" title={t('title')} />
    </Page>
  )
}
