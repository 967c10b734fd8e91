import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { DryRunRow } from '../../../shared/contract/reviewing.ts'
import type { ReviewSummary } from '../../../shared/contract/review-rows.ts'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useStockAge } from '../../data/stock-age.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import classes from './review.module.css'

export type Posted = Output<'stocktakes.post'>

export interface PostDialogProps {
  readonly stocktake: StocktakeRow
  readonly summary: ReviewSummary
  readonly open: boolean
  readonly onClose: () => void
  onPosted(this: void, posted: Posted): void
}

/** Says in numbers what posting does, before the button that does it. */
export function PostDialog({ stocktake, summary, open, onClose, onPosted }: PostDialogProps) {
  const { t } = useTranslation(['review', 'common'])
  const format = useFormat()
  const post = useCommand('stocktakes.post')
  const number = format.count(summary.ready)

  async function save(): Promise<void> {
    const done = await post.run({ stocktakeID: stocktake.stocktakeID })
    if (!done.ok) return
    onClose()
    onPosted(done.value)
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="wide"
      title={t('post.button', { count: summary.ready, number })}
      footer={
        <>
          <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
          <KeyButton
            kind="filled"
            label={t('post.button', { count: summary.ready, number })}
            busy={post.pending}
            onPress={() => void save()}
          />
        </>
      }
    >
      {open && <Stale stocktake={stocktake} />}
      {open && <WhatHappens stocktakeID={stocktake.stocktakeID} />}
      {post.error !== null && <ErrorPanel error={post.error} title={t('post.failed')} />}
    </Dialog>
  )
}

/** Others may have moved since: what was read lately is asked about before it is posted, what was not can't be. */
function Stale({ stocktake }: { readonly stocktake: StocktakeRow }) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const { age, stale } = useStockAge(stocktake.stockReadAt)
  if (age === null || !stale) return null
  return (
    <p role="status" className="c-warn">
      <Icon name="warn" size={16} /> {t('post.stale', { age: format.span(age) })}
    </p>
  )
}

const shown = 100

/** The dry run: the very calls of the next sending, what stock will read, and what stays behind. */
function WhatHappens({ stocktakeID }: { readonly stocktakeID: string }) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const online = useQueryOf('app.status', {}).data?.online === 'online'
  const { data: dry, error, refetch } = useQueryOf('stocktakes.dryRun', { stocktakeID, limit: shown })
  if (error !== null && dry === undefined) return <ErrorPanel error={error} onRetry={() => void refetch()} />
  if (dry === undefined) return <LoadingRows />
  const { up, down, plan, stays, total } = dry
  const rowsText = (rows: number): string => t('post.rows', { count: rows, number: format.count(rows) })
  const waits = stays.filter(({ status }) => status !== 'left' && status !== 'gone')
  const waiting = waits.reduce((sum, { lines }) => sum + lines, 0)
  return (
    <>
      <ul className={classes['happens']}>
        {(['up', 'down'] as const).map((side) => {
          const { lines, pieces } = side === 'up' ? up : down
          if (lines === 0) return null
          const words = { count: lines, number: format.count(lines), pieces: format.quantity(pieces) }
          return <li key={side}>{t(`post.${side}`, words)}</li>
        })}
        {plan !== null && (
          <li>
            {t('post.requests', {
              count: plan.requests,
              number: format.count(plan.requests),
              rows: rowsText(plan.rows),
              time: format.span(plan.seconds * 1000),
            })}{' '}
            {plan.changes > total &&
              t('post.waiting', { count: plan.changes - total, number: format.count(plan.changes - total) })}{' '}
            {!online && t('post.offline')}
            <ul className={classes['happens']}>
              {plan.calls.map(({ step, endpoint, rows, requests }) => (
                <li key={step}>
                  <span className="mono">{endpoint}</span>{' '}
                  {t('post.call', { count: requests, number: format.count(requests), rows: rowsText(rows) })}
                </li>
              ))}
            </ul>
          </li>
        )}
        {waiting > 0 && (
          <li>
            {t('post.left', { count: waiting, number: format.count(waiting) })}{' '}
            {waits.map(({ status, lines }) => `${t(`status.${status}`)}: ${format.count(lines)}`).join(' · ')}
          </li>
        )}
        {dry.closes && <li>{t('post.closes')}</li>}
        {dry.uncounted > 0 && (
          <li>{t('post.uncounted', { count: dry.uncounted, number: format.count(dry.uncounted) })}</li>
        )}
      </ul>
      <Results rows={dry.rows} total={total} />
    </>
  )
}

function Results({ rows, total }: { readonly rows: readonly DryRunRow[]; readonly total: number }) {
  const { t } = useTranslation('review')
  const format = useFormat()
  return (
    <div className={classes['dialogScroll']} tabIndex={0} role="region" aria-label={t('post.results')}>
      <table className={classes['dialogLines']}>
        <thead>
          <tr>
            <th>{t('columns.item')}</th>
            <th data-align="end">{t('post.now')}</th>
            <th data-align="end">{t('post.change')}</th>
            <th data-align="end">{t('post.after')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ sku, name, now, change, after, set }) => (
            <tr key={sku}>
              <td>
                {name ?? sku} <span className="xs mute mono">{sku}</span>
                {set && <span className="xs mute"> · {t('post.set')}</span>}
              </td>
              <td data-align="end">{now === null ? '–' : format.quantity(now)}</td>
              <td data-align="end">{format.signed(change)}</td>
              <td data-align="end">
                <b>{format.quantity(after)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > rows.length && (
        <p className="sm mute">{t('post.more', { number: format.count(total - rows.length) })}</p>
      )}
    </div>
  )
}
