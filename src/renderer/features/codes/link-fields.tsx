import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { parseQuantity } from '../../../shared/domain/quantity.ts'
import { ItemPicker } from '../items/index.ts'

/** What is typed so far: the item, chosen or new, and the pieces of one scan. */
export interface LinkDraft {
  readonly kind: 'existing' | 'new'
  readonly chosen: string | null
  readonly sku: string
  readonly name: string
  readonly pieces: string
}

export const startLink = (code: string): LinkDraft => ({
  kind: 'existing',
  chosen: null,
  sku: code.slice(0, 255),
  name: '',
  pieces: '1',
})

/** What is to be done, or null while something is missing. `name` is there for a new item only. */
export function readLink(
  draft: LinkDraft,
): { readonly sku: string; readonly name?: string | null; readonly pieces: number } | null {
  const pieces = readPieces(draft.pieces)
  if (pieces === null) return null
  if (draft.kind === 'existing') return draft.chosen === null ? null : { sku: draft.chosen, pieces }
  const sku = draft.sku.trim()
  const name = draft.name.trim()
  return sku === '' ? null : { sku, name: name === '' ? null : name, pieces }
}

function readPieces(text: string): number | null {
  const quantity = parseQuantity(text)
  return quantity.ok && quantity.value > 0 ? quantity.value : null
}

interface LinkFieldsProps {
  readonly link: LinkDraft
  readonly tried: boolean
  onChange(this: void, link: LinkDraft): void
}

export function LinkFields({ link, tried, onChange }: LinkFieldsProps) {
  const { t } = useTranslation('codes')
  return (
    <>
      {link.kind === 'existing' ? (
        <ItemPicker
          label={t('link.item')}
          value={link.chosen}
          onChange={(chosen) => onChange({ ...link, chosen })}
          error={tried && link.chosen === null ? t('link.missing') : undefined}
        />
      ) : (
        <>
          <TextInput
            label={t('link.name')}
            value={link.name}
            maxLength={1000}
            autoComplete="off"
            onChange={({ currentTarget }) => onChange({ ...link, name: currentTarget.value })}
          />
          <TextInput
            label={t('link.sku')}
            value={link.sku}
            maxLength={255}
            autoComplete="off"
            classNames={{ input: 'mono' }}
            error={tried && link.sku.trim() === '' ? t('link.skuMissing') : undefined}
            onChange={({ currentTarget }) => onChange({ ...link, sku: currentTarget.value })}
          />
        </>
      )}
      <TextInput
        label={t('link.pack')}
        description={t('link.packHint')}
        inputMode="decimal"
        value={link.pieces}
        error={tried && readPieces(link.pieces) === null ? t('link.notAQuantity') : undefined}
        onChange={({ currentTarget }) => onChange({ ...link, pieces: currentTarget.value })}
      />
    </>
  )
}
