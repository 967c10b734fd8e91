import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import type { Scope } from './use-scope.ts'

interface ScopeTextProps {
  readonly scope: Scope
  /** Open questions beyond the list. */
  readonly unlisted: number
}

/** What one answer to several is about: why they stand together, and what is not among them. */
export function ScopeText({ scope: { shown, group }, unlisted }: ScopeTextProps) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const beyond = group === null ? 0 : group.size - group.rows.length
  const cause = shown === 'alike' || group === null ? 'alike' : group.cause
  const sentences = [
    cause === 'alike' ? t('alike.text') : t(`groupText.${cause}`),
    ...(group !== null && beyond > 0
      ? [t('group.beyond', { shown: format.count(group.rows.length), number: format.count(group.size) })]
      : []),
    ...(group !== null && group.apart > 0
      ? [t('group.apart', { count: group.apart, number: format.count(group.apart) })]
      : []),
    ...(unlisted > beyond
      ? [t('group.unlisted', { count: unlisted - beyond, number: format.count(unlisted - beyond) })]
      : []),
  ]
  return <p>{sentences.join(' ')}</p>
}
