import { useTranslation } from 'react-i18next'
import { useSignedIn } from '../../data/signed-in.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import classes from './counting.module.css'
import { useCountState } from './count-state.ts'
import { readableCode } from './readable-code.ts'
import { useOutcomeSound } from './use-outcome-sound.ts'

/** Never dropped: what is scanned with no count chosen is counted in the one chosen next, and says so. */
export function WaitingScans() {
  const { t } = useTranslation('count')
  const waiting = useCountState((state) => state.waiting)
  const keep = useCountState((state) => state.keepWaiting)
  const drop = useCountState((state) => state.dropWaiting)
  const play = useOutcomeSound()
  const person = useSignedIn()
  useScanHandler((scan) => {
    const { scanID, code, quantity, at } = scan
    keep({ scanID, code, quantity, at, person, waited: true, place: null })
    play('duplicate')
  })
  if (waiting.length === 0) return null
  return (
    <div className={classes['unsaved']} data-tone="warn" role="alert">
      <Icon name="warn" size={24} className="c-warn" />
      <p className="grow">
        <b>{t('waiting.title', { count: waiting.length })}</b>{' '}
        <span className="mono">{waiting.map(({ code }) => readableCode(code)).join(' · ')}</span>
        <br />
        <span className="sm mute">{t('waiting.text')}</span>
      </p>
      <KeyButton label={t('waiting.drop')} kind="plain" tone="bad" size="small" onPress={drop} />
    </div>
  )
}
