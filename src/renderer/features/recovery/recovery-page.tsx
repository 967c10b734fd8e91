import { useTranslation } from 'react-i18next'
import type { RecoveryReport } from '../../../shared/contract/data.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { Card } from '../../ui/page.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import classes from './recovery.module.css'

/** What happened to the data, once, until somebody has read it: what was saved, what was not, where the old file is. */
export function RecoveryPage({ report }: { readonly report: RecoveryReport }) {
  const { t } = useTranslation('data')
  const format = useFormat()
  const read = useCommand('data.acknowledge')
  const { what, because, movedTo, backup, saved, unsaved, asked } = report

  async function goOn(): Promise<void> {
    const done = await read.run({})
    if (done.ok && asked > 0) go('sync')
  }

  return (
    <main className={classes['page']}>
      <h1>{t(`recovery.${what}.title`)}</h1>
      <p>{t(`recovery.because.${because}`)}</p>
      {saved.length > 0 && (
        <Card>
          <ul className={classes['list']} aria-label={t('recovery.saved')}>
            {saved.map((row) => (
              <li key={row.what}>
                <Icon name={row.lost > 0 ? 'warn' : 'check'} size={16} className={row.lost > 0 ? 'c-bad' : 'c-ok'} />
                <span className="grow">{t(`recovery.thing.${row.what}`)}</span>
                <span>{t('recovery.savedCount', { number: format.count(row.saved) })}</span>
                {row.lost > 0 && <b>{t('recovery.lostCount', { number: format.count(row.lost) })}</b>}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {unsaved.length > 0 && (
        <p>{t('recovery.unsaved', { count: unsaved.length, number: format.count(unsaved.length) })}</p>
      )}
      {backup !== null && <p>{t('recovery.backup', { name: backup })}</p>}
      {asked > 0 && <p>{t('recovery.asked', { count: asked, number: format.count(asked) })}</p>}
      {what === 'damaged' && <p>{t('recovery.mirror')}</p>}
      {movedTo !== null && (
        <p className="sm mute">
          {t('recovery.movedTo')} <span className="mono">{movedTo}</span>
        </p>
      )}
      {read.error !== null && <ErrorPanel error={read.error} />}
      <div className={classes['acts']}>
        <KeyButton
          kind="filled"
          label={t(asked > 0 ? 'recovery.answer' : 'recovery.goOn')}
          busy={read.pending}
          onPress={() => void goOn()}
        />
      </div>
    </main>
  )
}
