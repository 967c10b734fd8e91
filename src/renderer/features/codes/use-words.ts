import { useTranslation } from 'react-i18next'
import type { UnknownRow } from '../../../shared/contract/barcodes.ts'

/** What stood beside an unknown code, in words. */
export function useNear(): (row: UnknownRow) => string {
  const { t } = useTranslation('codes')
  return ({ before, after }) => {
    if (before !== null && after !== null) return t('unknown.between', { before, after })
    if (before !== null) return t('unknown.after', { before })
    return after === null ? '' : t('unknown.before', { after })
  }
}

/** The stocktakes, places and drafts in which it was scanned. */
export function useWhere(): (row: UnknownRow) => string {
  const { t } = useTranslation('codes')
  return ({ stocktakes, places, moves }) =>
    [
      ...stocktakes.map(({ name, open }) => (open ? name : t('unknown.closed', { name }))),
      ...places,
      ...moves.map((kind) => t(`move.${kind}`)),
    ].join(' · ')
}
