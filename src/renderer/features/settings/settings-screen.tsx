import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'

export function SettingsScreen() {
  const { t } = useTranslation('settings')
  return (
    <Page header={<PageHeader title={t('title')} />}>
      <EmptyState icon="sliders" title={t('title')} />
    </Page>
  )
}
