import { useTranslation } from 'react-i18next'
import type { ReviewRow, ReviewSummary } from '../../../shared/contract/review-rows.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import classes from './review.module.css'

interface ApproveLineProps {
  readonly stocktakeID: string
  readonly row: ReviewRow
  readonly filled: boolean
  onApproved(this: void, sku: string): void
}

/** Agreeing to one line; whoever counted it is told that somebody else has to. */
export function ApproveLine({ stocktakeID, row, filled, onApproved }: ApproveLineProps) {
  const { t } = useTranslation('review')
  const approve = useCommand('stocktakes.approve')

  async function run(): Promise<void> {
    const done = await approve.run({ stocktakeID, skus: [row.sku] })
    if (done.ok && done.value.approved > 0) onApproved(row.sku)
  }

  return (
    <>
      {approve.error !== null && <ErrorPanel error={approve.error} title={t('approve.failed')} />}
      <KeyButton
        kind={filled ? 'filled' : 'outline'}
        keys={filled ? 'Ctrl+Enter' : 'Alt+G'}
        size="large"
        block
        icon="done"
        label={t('approve.line')}
        disabled={row.own}
        busy={approve.pending}
        onPress={() => void run()}
      />
    </>
  )
}

interface ApproveAllProps {
  readonly stocktakeID: string
  readonly summary: ReviewSummary
}

/** How many lines wait for an approval, and the button for all of them at once; own lines are said apart. */
export function ApproveAll({ stocktakeID, summary }: ApproveAllProps) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const approve = useCommand('stocktakes.approve')
  const { toApprove, ownToApprove } = summary
  if (toApprove + ownToApprove === 0) return null

  async function run(): Promise<void> {
    const done = await approve.run({ stocktakeID })
    if (done.ok) tell(t('approve.done', { count: done.value.approved, number: format.count(done.value.approved) }))
  }

  return (
    <div className={classes['pending']} role="region" aria-label={t('approve.label')}>
      <Icon name="hand" size={24} className="c-accent" />
      <p className="grow">
        <b>
          {t('approve.wait', {
            count: toApprove + ownToApprove,
            number: format.count(toApprove + ownToApprove),
          })}
        </b>{' '}
        {ownToApprove > 0 && t('approve.own', { count: ownToApprove, number: format.count(ownToApprove) })}
      </p>
      {approve.error !== null && <ErrorPanel error={approve.error} title={t('approve.failed')} />}
      {toApprove > 0 && (
        <KeyButton
          size="small"
          icon="done"
          keys="Alt+Y"
          label={t('approve.all', { count: toApprove, number: format.count(toApprove) })}
          busy={approve.pending}
          onPress={() => void run()}
        />
      )}
    </div>
  )
}
