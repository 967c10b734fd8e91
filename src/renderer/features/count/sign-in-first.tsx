import { useTranslation } from 'react-i18next'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { go } from '../../navigation/route.ts'
import { useUiState } from '../../navigation/ui-state.ts'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { CountFacts } from './count-facts.tsx'
import { WaitingScans } from './waiting-scans.tsx'

/** In a double count it must be known who counts. What is scanned meanwhile waits, and is counted by whoever signs in. */
export function SignInFirst({ stocktake }: { readonly stocktake: StocktakeRow }) {
  const { t } = useTranslation('count')
  const show = useUiState((state) => state.show)
  return (
    <Page
      header={
        <PageHeader title={stocktake.name} beside={<CountFacts stocktake={stocktake} short />}>
          <IconButton
            icon="chevronDown"
            label={t('switch')}
            keys="F6"
            command="choose"
            onPress={() => go('count', 'choose')}
          />
        </PageHeader>
      }
    >
      <WaitingScans />
      <EmptyState icon="user" title={t('signIn.title')} text={t('signIn.text')}>
        <KeyButton kind="filled" size="large" label={t('signIn.button')} onPress={() => show('people')} />
      </EmptyState>
    </Page>
  )
}
