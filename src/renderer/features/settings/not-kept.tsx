import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/contract/errors.ts'
import { ErrorPanel } from '../../ui/states.tsx'

/** Where a choice could not be remembered. */
export function NotKept({ error }: { readonly error: AppError | null }) {
  const { t } = useTranslation('settings')
  return error === null ? null : <ErrorPanel error={error} title={t('notKept')} safe={t('notKeptSafe')} />
}
