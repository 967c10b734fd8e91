import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import { useFormat } from '../../i18n/format.ts'
import { budgetParts, type BudgetPart } from './budget-parts.ts'
import classes from './plan.module.css'

const keys: Readonly<Record<BudgetPart, string>> = { sent: 'k1', next: 'k2', reserved: 'k3', free: 'k4' }

/** The requests that the remote allows in a minute, and who has them. */
export function MinuteBudget({ plan }: { readonly plan: Output<'queue.plan'> }) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const parts = budgetParts(plan)
  const after = format.count(parts.sent + parts.next)
  const shown: readonly BudgetPart[] = ['sent', 'next', 'reserved', 'free']
  return (
    <section>
      <header className={classes['head']}>
        <h3>{t('budget.title')}</h3>
        <span className="sm">{t('budget.after', { number: after, limit: format.count(plan.budget.limit) })}</span>
      </header>
      <div className={classes['meter']} aria-hidden="true">
        {shown.map((part) => (
          <span key={part} className={classes[keys[part]]} style={{ flexGrow: parts[part] }} />
        ))}
      </div>
      <ul className={classes['legend']}>
        {(['sent', 'reserved', 'next', 'free'] as const).map((part) => (
          <li key={part}>
            <i className={classes[keys[part]]} /> {t(`budget.${part}`)} <b>{format.count(parts[part])}</b>
          </li>
        ))}
      </ul>
    </section>
  )
}
