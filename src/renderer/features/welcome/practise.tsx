import { useTranslation } from 'react-i18next'
import { useCommand } from '../../data/query.ts'
import { go } from '../../navigation/route.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import classes from './welcome.module.css'

interface PractiseProps {
  /** While true the page waits for the goods and their codes. */
  onStarting(this: void, starting: boolean): void
}

/** An embedded warehouse with made-up goods: the whole job, without an account. */
export function Practise({ onStarting }: PractiseProps) {
  const { t } = useTranslation('welcome')
  const start = useCommand('practice.start')
  async function practise(): Promise<void> {
    go('welcome', null, { replace: true })
    onStarting(true)
    const done = await start.run({})
    onStarting(false)
    if (done.ok) go('count', null, { replace: true })
  }
  return (
    <div className={classes['practise']}>
      {start.error !== null && <ErrorPanel error={start.error} title={t('practise.failed')} />}
      <div className={classes['practiseRow']}>
        <span className={classes['play']}>
          <Icon name="play" />
        </span>
        <span className="col">
          <b>{t('practise.title')}</b>
          <span className="sm mute">{t('practise.text')}</span>
        </span>
        <KeyButton
          label={t('practise.start')}
          keys="Ctrl+Shift+P"
          busy={start.pending}
          onPress={() => void practise()}
        />
      </div>
    </div>
  )
}
