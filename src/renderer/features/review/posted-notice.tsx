import { useTranslation } from 'react-i18next'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import type { Posted } from './post-dialog.tsx'
import classes from './review.module.css'

/** After posting: how many changes wait now, what sending them takes, and what stayed behind. */
export function PostedNotice({ posted, onClose }: { readonly posted: Posted; readonly onClose: () => void }) {
  const { t } = useTranslation(['review', 'common'])
  const format = useFormat()
  const plan = useQueryOf('queue.plan', {}).data
  const count = posted.changeIDs.length
  const left = posted.left.length
  return (
    <div className={classes['notice']} role="status">
      <Icon name="done" size={24} className="c-ok" />
      <p className="grow">
        <b>{t('posted.title', { count, number: format.count(count) })}</b>{' '}
        {plan !== undefined &&
          plan.changes > 0 &&
          t('posted.plan', {
            count: plan.requests,
            changes: format.count(plan.changes),
            requests: format.count(plan.requests),
            time: format.span(plan.seconds * 1000),
          })}{' '}
        {left > 0 && t('posted.left', { count: left, number: format.count(left) })}
        {posted.state === 'posted' && t('posted.closed')}
      </p>
      <KeyButton label={t('posted.sync')} size="small" icon="sync" onPress={() => go('sync')} />
      <IconButton icon="cross" label={t('common:close')} onPress={onClose} />
    </div>
  )
}
