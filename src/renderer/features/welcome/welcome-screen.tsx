import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryOf } from '../../data/query.ts'
import { go } from '../../navigation/route.ts'
import { Icon } from '../../ui/icon.tsx'
import { BoxesPicture } from './boxes-picture.tsx'
import { ConnectForm } from './connect-form.tsx'
import { FirstCopy } from './first-copy.tsx'
import { WelcomeBar } from './welcome-bar.tsx'
import classes from './welcome.module.css'

/** The first screen: connect one system, or practise. Once something is copied there is nothing to do here. */
export function WelcomeScreen() {
  const { t } = useTranslation('welcome')
  const status = useQueryOf('app.status', {}).data
  // A practice warehouse connects before its goods and codes are here; only then is it worth leaving.
  const [starting, setStarting] = useState(false)
  const connected = status !== undefined && status.connection !== null
  const copied = connected && status.sync.copying === null && status.sync.lastPullAt !== null
  useEffect(() => {
    if (copied && !starting) go('count', null, { replace: true })
  }, [copied, starting])
  return (
    <div className={classes['app']}>
      <WelcomeBar />
      <section className={classes['hero']} aria-label={t('claim')}>
        <BoxesPicture label={t('picture')} />
        <h1 className={classes['claim']}>{t('claim')}</h1>
        <ul className={classes['facts']}>
          <li>
            <Icon name="speaker" />
            {t('fact.disk')}
          </li>
          <li>
            <Icon name="offline" />
            {t('fact.offline')}
          </li>
          <li>
            <Icon name="hand" />
            {t('fact.asks')}
          </li>
        </ul>
      </section>
      <main className={classes['sheet']}>
        {connected ? <FirstCopy status={status} /> : <ConnectForm onStarting={setStarting} />}
      </main>
    </div>
  )
}
