import { Autocomplete } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSettings } from '../../data/settings.ts'
import classes from './line-panel.module.css'

const usual = ['damaged', 'notBooked', 'found', 'missing', 'before'] as const

/** The reasons of the settings, or the usual ones where none are set. */
export function useReasons(): readonly string[] {
  const { t } = useTranslation('review')
  const { reasons } = useSettings()
  return reasons.length > 0 ? reasons : usual.map((key) => t(`reason.${key}`))
}

export interface ReasonProps {
  readonly reason: string
  /** The rules want one for this line. */
  readonly needed: boolean
  onReason(this: void, reason: string): void
}

/** Goes with the change to the queue and the history; the usual ones are offered, any other may be typed. */
export function Reason({ reason, needed, onReason }: ReasonProps) {
  const { t } = useTranslation('review')
  const reasons = useReasons()
  return (
    <div className={classes['reason']}>
      <label className="sm mute" htmlFor="review-reason">
        {t('reason.label')}
      </label>
      <Autocomplete
        id="review-reason"
        className="grow"
        placeholder={t(needed ? 'reason.needed' : 'reason.hint')}
        data={[...reasons]}
        value={reason}
        onChange={onReason}
        maxLength={1000}
        required={needed}
        error={needed && reason.trim() === ''}
        comboboxProps={{ position: 'top', transitionProps: { duration: 100 } }}
      />
    </div>
  )
}
