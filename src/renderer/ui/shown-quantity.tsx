import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'

/** A figure of stock, or a dash that says why there is none: an open blind count hides it from whoever may not review. */
export function ShownQuantity({ value }: { readonly value: number | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (value !== null) return <>{format.quantity(value)}</>
  const why = t('hiddenFigure')
  return (
    <span role="img" className="faint" aria-label={why} title={why}>
      –
    </span>
  )
}
