import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import type { ReviewSummary, StocktakeRow } from '../../../shared/contract/stocktakes.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { planOf } from './choices.ts'
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
      {open && <WhatHappens stocktakeID={stocktake.stocktakeID} summary={summary} />}
      {post.error !== null && <ErrorPanel error={post.error} title={t('post.failed')} />}
    </Dialog>
  )
}

interface WhatHappensProps {
  readonly stocktakeID: string
  readonly summary: ReviewSummary
}

/** More lines than this are not read for a sentence; then it says only how many there are. */
const most = 1000

function WhatHappens({ stocktakeID, summary }: WhatHappensProps) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const queue = useQueryOf('queue.plan', {})
  const connections = useQueryOf('connections.list', {})
  const online = useQueryOf('app.status', {}).data?.online === 'online'
  const batchSize = connections.data?.rows.find(({ inUse }) => inUse)?.options.batchSize ?? 100
  const lines = useQueryOf('stocktakes.review', { stocktakeID, filter: 'all', limit: most })
  const plan = planOf(lines.data?.rows ?? [], batchSize)
  const whole = (lines.data?.total ?? 0) <= most
  const waiting = queue.data?.changes ?? 0
  const own = whole ? plan.requests : Math.ceil(summary.ready / batchSize)
  const requests = own + (queue.data?.requests ?? 0)
  return (
    <ul className={classes['happens']}>
      {!whole && <li>{t('post.lines', { number: format.count(summary.ready) })}</li>}
      {whole && plan.up > 0 && (
        <li>
          {t('post.up', { count: plan.up, number: format.count(plan.up), pieces: format.quantity(plan.upPieces) })}
        </li>
      )}
      {whole && plan.down > 0 && (
        <li>
          {t('post.down', {
            count: plan.down,
            number: format.count(plan.down),
            pieces: format.quantity(plan.downPieces),
          })}
        </li>
      )}
      <li>
        {waiting === 0
          ? t('post.requests', { count: requests, number: format.count(requests) })
          : t('post.requestsWith', {
              count: requests,
              number: format.count(requests),
              waiting: format.count(waiting),
            })}{' '}
        {!online && t('post.offline')}
      </li>
      {summary.toDecide > 0 && (
        <li>{t('post.left', { count: summary.toDecide, number: format.count(summary.toDecide) })}</li>
      )}
      {summary.toDecide === 0 && <li>{t('post.closes')}</li>}
      {summary.uncounted > 0 && (
        <li>{t('post.uncounted', { count: summary.uncounted, number: format.count(summary.uncounted) })}</li>
      )}
    </ul>
  )
}
