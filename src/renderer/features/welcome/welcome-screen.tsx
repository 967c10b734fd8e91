import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'

export function WelcomeScreen() {
  const { t } = useTranslation('welcome')
  return (
    <Page header={<PageHeader title={t('title')} />}>
      <EmptyState icon="box" title={t('title')} />
    </Page>
  )
}
