import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isUnanswered } from '../../data/unsaved-scans.ts'
import { useFormat } from '../../i18n/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import classes from './counting.module.css'
import { useCountState } from './count-state.ts'
import { readableCode } from './readable-code.ts'

const namedAtOnce = 3

/** Scans that are not on disk: they stay here until they are, or until a person drops them one by one. */
export function UnsavedScans({
  stocktakeID,
  onRetry,
}: {
  readonly stocktakeID: string
  readonly onRetry: () => Promise<void>
}) {
  const { t } = useTranslation(['count', 'common'])
  const format = useFormat()
  const all = useCountState((state) => state.unsaved)
  const forget = useCountState((state) => state.forget)
  const [busy, setBusy] = useState(false)
  const unsaved = all.filter(({ attempt }) => attempt.stocktakeID === stocktakeID)
  const first = unsaved[0]
  if (first === undefined) return null
  const codes = unsaved.slice(0, namedAtOnce).map(({ attempt }) => readableCode(attempt.code))
  const more = unsaved.length - codes.length

  async function retry(): Promise<void> {
    setBusy(true)
    await onRetry()
    setBusy(false)
  }

  return (
    <div className={classes['unsaved']} role="alert">
      <Icon name="refused" size={24} className="c-bad" />
      <div className="grow">
        <p className="clip">
          <b>{t('unsaved.title', { count: unsaved.length, number: format.count(unsaved.length) })}</b>{' '}
          <span className="mono">{codes.join(' · ')}</span>
          {more > 0 && ` ${t('unsaved.more', { number: format.count(more) })}`}
        </p>
        <p className="sm mute">
          {t(isUnanswered(first.error) ? 'common:error.unanswered' : `common:error.${first.error.kind}`)}{' '}
          {t('unsaved.text')}
        </p>
      </div>
      <KeyButton label={t('unsaved.retry')} keys="Alt+S" size="small" busy={busy} onPress={() => void retry()} />
      <KeyButton
        label={t('unsaved.drop')}
        kind="plain"
        tone="bad"
        size="small"
        onPress={() => forget(first.attempt.scanID)}
      />
    </div>
  )
}
