import { useTranslation } from 'react-i18next'
import type { AppStatus } from '../../../shared/contract/app.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useNow } from '../../ui/use-now.ts'
import { MinuteBudget } from './minute-budget.tsx'
import classes from './plan.module.css'
import { SyncLog } from './sync-log.tsx'

interface PlanColumnProps {
  readonly status: AppStatus | undefined
  /** Why the last “Send now” did not get through. */
  readonly error: AppError | null
}

/** What the next send would do, what this minute still allows, and what the last ones did. */
export function PlanColumn({ status, error }: PlanColumnProps) {
  const { t } = useTranslation('sync')
  const plan = useQueryOf('queue.plan', {})
  return (
    <aside className={classes['column']} aria-label={t('plan.title')}>
      <section>
        <header className={classes['head']}>
          <h2>{t('plan.title')}</h2>
          {status !== undefined && <WhenTag status={status} />}
        </header>
        {error?.kind === 'offline' && (
          <p className={classes['offline']} role="status">
            <Icon name="offline" />
            {t('offlineNote')}
          </p>
        )}
        {error !== null && error.kind !== 'offline' && (
          <ErrorPanel error={error} title={t('notSent')} safe={t('allSafe')} />
        )}
        {plan.error !== null && <ErrorPanel error={plan.error} />}
        {plan.data !== undefined && <Steps plan={plan.data} />}
      </section>
      {plan.data !== undefined && <MinuteBudget plan={plan.data} />}
      <SyncLog />
    </aside>
  )
}

function WhenTag({ status }: { readonly status: AppStatus }) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const now = useNow(1000)
  const { paused, running, nextAt, copying } = status.sync
  if (paused) {
    return (
      <Tag icon="pause" tone="warn">
        {t('when.paused')}
      </Tag>
    )
  }
  if (copying !== null) return <Tag icon="sync">{t('when.copying', { rows: format.count(copying.rows) })}</Tag>
  if (running) {
    return (
      <Tag icon="send" tone="accent">
        {t('when.now')}
      </Tag>
    )
  }
  if (status.online === 'offline') {
    return (
      <Tag icon="offline" tone="warn">
        {t('when.offline')}
      </Tag>
    )
  }
  if (nextAt === null) return null
  return (
    <Tag icon="clock" tone="accent">
      {t('when.in', { span: format.span(Math.max(0, nextAt - now)) })}
    </Tag>
  )
}

function Steps({ plan }: { readonly plan: Output<'queue.plan'> }) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const folded = plan.changes > plan.rows
  if (plan.calls.length === 0) {
    return (
      <p className={classes['nothing']}>
        {plan.waiting === 0
          ? t('plan.nothing')
          : t('plan.held', { count: plan.waiting, number: format.count(plan.waiting) })}
      </p>
    )
  }
  return (
    <>
      <table className={classes['steps']}>
        <thead>
          <tr>
            <th scope="col">{t('plan.order')}</th>
            <th scope="col">{t('plan.rows')}</th>
            <th scope="col">{t('plan.requests')}</th>
          </tr>
        </thead>
        <tbody>
          {plan.calls.map((call) => (
            <tr key={call.step}>
              <td>
                <span className={classes['step']}>{t(`step.${call.step}`)}</span>
                <span className={classes['endpoint']}>{call.endpoint}</span>
              </td>
              <td>{format.count(call.rows)}</td>
              <td>
                <b>{format.count(call.requests)}</b>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('plan.about', { span: format.span(plan.seconds * 1000) })}</th>
            <td>{format.count(plan.rows)}</td>
            <td>{format.count(plan.requests)}</td>
          </tr>
        </tfoot>
      </table>
      {plan.overwrites && <p className="sm mute">{t('plan.overwrites')}</p>}
      {folded && (
        <p className={classes['folded']}>
          <Icon name="fold" size={16} />
          {t('plan.folded', { changes: format.count(plan.changes), rows: format.count(plan.rows) })}
        </p>
      )}
      {plan.waiting > 0 && (
        <p className={classes['folded']}>
          <Icon name="lock" size={16} />
          {t('plan.held', { count: plan.waiting, number: format.count(plan.waiting) })}
        </p>
      )}
    </>
  )
}
