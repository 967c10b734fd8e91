import { useTranslation } from 'react-i18next'
import type { BundleProblem } from '../../../shared/contract/bundles.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { useSettled } from '../../ui/use-now.ts'

interface BundlePreviewProps {
  readonly stocktakeID: string
  readonly code: string
  /** Scans of it. */
  readonly quantity: number
}

/** What a bundle's code will count, before it is counted. Nothing for any other code. */
export function BundlePreview({ stocktakeID, code, quantity }: BundlePreviewProps) {
  const { t } = useTranslation('count')
  const format = useFormat()
  const settled = useSettled(code)
  const preview = useQueryOf('stocktakes.preview', { stocktakeID, code: settled, quantity }, { keepPrevious: true })
  const bundle = preview.data?.bundle ?? null
  if (bundle === null) return null
  const name = bundle.name ?? bundle.sku
  if (bundle.problem !== undefined)
    return (
      <p role="status">
        <BundleTrouble bundle={{ ...bundle, problem: bundle.problem }} />
      </p>
    )
  return (
    <div role="status">
      <b>{t('bundle.adds', { name })}</b>
      <ul>
        {bundle.parts.map((part) => {
          const said = { added: format.quantity(part.added), name: part.name ?? part.sku }
          return <li key={part.sku}>{t(part.inScope ? 'bundle.part' : 'card.partOut', said)}</li>
        })}
      </ul>
    </div>
  )
}

/** Why a bundle is not counted. */
export function BundleTrouble({ bundle }: { readonly bundle: BundleProblem }) {
  const { t } = useTranslation('count')
  return <>{t(`bundle.${bundle.problem}`, { name: bundle.name ?? bundle.sku, part: bundle.part ?? '' })}</>
}
