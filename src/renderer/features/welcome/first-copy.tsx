import { Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AppStatus } from '../../../shared/contract/app.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import classes from './welcome.module.css'

type Hindrance = Extract<AppStatus['online'], 'offline' | 'signIn' | 'unauthorized' | 'waiting'>

/** The first copy on its way: rows done of all. What is already here can be used, so nobody has to wait. */
export function FirstCopy({ status }: { readonly status: AppStatus }) {
  const { t } = useTranslation('welcome')
  const hindrance = hindranceOf(status)
  const name = status.connection?.name ?? ''
  return (
    <div className={classes['copy']}>
      <h2 className={classes['question']}>{t('copy.title', { name })}</h2>
      {hindrance === null ? <Running status={status} /> : <Hindered hindrance={hindrance} />}
      <div className={classes['go']}>
        <KeyButton
          kind="filled"
          size="large"
          label={t('copy.begin')}
          onPress={() => go('count', null, { replace: true })}
        />
        {hindrance === 'unauthorized' && (
          <KeyButton size="large" icon="key" label={t('copy.settings')} onPress={() => go('settings', 'connections')} />
        )}
      </div>
      <p className="sm mute">{t('copy.meanwhile')}</p>
    </div>
  )
}

function hindranceOf({ online, sync }: AppStatus): Hindrance | null {
  if (sync.copying !== null || online === 'online' || online === 'unknown') return null
  return online
}

function Running({ status }: { readonly status: AppStatus }) {
  const { t } = useTranslation('welcome')
  const format = useFormat()
  const { copying } = status.sync
  const rows = copying?.rows ?? status.mirror.items
  const of = copying?.of ?? null
  const text =
    of === null
      ? t('copy.rows', { rows: format.count(rows) })
      : t('copy.rowsOf', { rows: format.count(rows), of: format.count(of) })
  return (
    <>
      <p className={classes['copyLine']}>
        <span>{t('copy.running')}</span>
        <span className="mute">{text}</span>
      </p>
      <Progress
        value={of === null || of === 0 ? 100 : (100 * rows) / of}
        striped={of === null}
        animated={of === null}
        size="md"
        aria-label={text}
      />
    </>
  )
}

function Hindered({ hindrance }: { readonly hindrance: Hindrance }) {
  const { t } = useTranslation('welcome')
  const run = useCommand('sync.run')
  return (
    <div className={classes['hindrance']} role="status">
      <Icon name="warn" size={24} />
      <span className="grow">{t(`copy.hindrance.${hindrance}`)}</span>
      <KeyButton size="small" label={t('copy.again')} busy={run.pending} onPress={() => void run.run({})} />
    </div>
  )
}
