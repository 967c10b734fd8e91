import { useTranslation } from 'react-i18next'
import type { Question } from '../../../shared/contract/queue.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../ui/use-now.ts'
import { shownShare } from './shown-share.ts'

/** How likely it is, and who else was seen: a help to answer by, never a decision (sync.md rules 20 and 21). */
export function LikelihoodText({ likelihood }: { readonly likelihood: NonNullable<Question['likelihood']> }) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const now = useNow()
  const { applied, others } = likelihood
  const moves = others
    .map(({ at, by }) => t('likelihood.move', { by: format.signed(by), time: format.moment(at, now) }))
    .join(', ')
  return (
    <p>
      <b>{t('likelihood.text', { percent: format.percent(shownShare(applied)) })}</b>{' '}
      {others.length === 0 ? t('likelihood.nobody') : t('likelihood.others', { moves })}
    </p>
  )
}
