import { useTranslation } from 'react-i18next'
import { KeyButton } from '../../ui/key-button.tsx'
import { EmptyState } from '../../ui/states.tsx'
import type { OpenDialog } from './item-dialogs.tsx'
import { useItemsState } from './items-store.ts'

interface ItemsEmptyProps {
  readonly search: string
  readonly narrowed: boolean
  onDialog(this: void, dialog: OpenDialog): void
}

export function ItemsEmpty({ search, narrowed, onDialog }: ItemsEmptyProps) {
  const { t } = useTranslation(['items', 'common'])
  const set = useItemsState((state) => state.set)
  if (!narrowed) {
    return <EmptyState icon="box" title={t('empty.title')} text={t('empty.text')} />
  }
  const reset = (): void => set({ search: '', filter: 'all', warehouseID: null })
  if (search === '') {
    return (
      <EmptyState icon="filter" title={t('empty.filterTitle')} text={t('empty.filterText')}>
        <KeyButton label={t('empty.reset')} onPress={reset} />
      </EmptyState>
    )
  }
  return (
    <EmptyState icon="search" title={t('empty.searchTitle', { text: search })} text={t('empty.searchText')}>
      <KeyButton
        label={t('empty.newNamed')}
        icon="plus"
        onPress={() => onDialog({ kind: 'create', name: search, code: '' })}
      />
      {looksLikeCode(search) && (
        <KeyButton
          label={t('unknown.link')}
          icon="link"
          onPress={() => onDialog({ kind: 'link', code: search, sku: null })}
        />
      )}
      <KeyButton label={t('empty.reset')} onPress={reset} />
    </EmptyState>
  )
}

const looksLikeCode = (text: string): boolean => /^\S{4,}$/.test(text) && /\d/.test(text)
