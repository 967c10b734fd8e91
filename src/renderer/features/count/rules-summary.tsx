import { useTranslation } from 'react-i18next'
import type { CountingRulesSettings } from '../../../shared/contract/counting-rules.ts'

/** What will be asked of differences, in a sentence each, before the count is opened. */
export function RulesSummary({ rules }: { readonly rules: CountingRulesSettings }) {
  const { t } = useTranslation('count')
  const { tolerance, recount, byOther, reason, approval } = rules
  const said = [
    tolerance === null ? null : t('start.tolerance'),
    recount ? t('start.recountRule') : null,
    recount && byOther ? t('start.byOtherRule') : null,
    reason ? t('start.reasonRule') : null,
    approval === 'none' ? null : t('start.approvalRule'),
  ].filter((text) => text !== null)
  return (
    <p className="sm mute">
      <b>{t('start.rules')}:</b> {said.length === 0 ? t('start.noRules') : said.join(' ')}
    </p>
  )
}
