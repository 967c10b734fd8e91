import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { practiceActs } from '../../../shared/contract/practice.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useRoute } from '../../navigation/route.ts'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { PracticeCodes } from './practice-codes.tsx'
import { PracticeScanner } from './practice-scanner.tsx'
import classes from './practice.module.css'

type Act = (typeof practiceActs)[number]

/** What other people and bad lines do, as buttons. */
export function PracticePanel({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation(['practice', 'common'])
  const route = useRoute()
  const status = useQueryOf('practice.status', {}).data
  const act = useCommand('practice.act')
  const [said, setSaid] = useState<string | null>(null)
  const sku = route.name === 'items' ? route.arg : null

  async function play(what: Act): Promise<void> {
    setSaid(null)
    const aims = sku !== null && (what === 'sell' || what === 'receive' || what === 'rename')
    const done = await act.run({ act: what, ...(aims ? { sku } : {}) })
    // The practice server’s own sentence names the item, but only in English.
    if (done.ok) setSaid(i18n.language === 'en' ? done.value.text : t(`said.${what}`))
  }

  const online = status?.network ?? true
  const button = (what: Act) => (
    <KeyButton key={what} size="small" block label={t(`act.${what}`)} onPress={() => void play(what)} />
  )
  return (
    <section className={classes['panel']} aria-label={t('title')}>
      <header className={classes['head']}>
        <Tag icon="globe" tone="warn">
          {t('tag')}
        </Tag>
        <h2 className="grow">{t('title')}</h2>
        <IconButton icon="cross" label={t('common:close')} onPress={onClose} />
      </header>
      <div className={classes['body']}>
        <p className="sm mute">{t('text')}</p>
        <div className={classes['acts']}>
          {button('sell')}
          {button('receive')}
          {button('rename')}
          {button(online ? 'networkOff' : 'networkOn')}
        </div>
        <p className="xs mute">{t(sku === null ? 'ofAny' : 'ofOpen')}</p>
        {status?.loseNextAnswer === true ? (
          <Tag icon="checking" tone="plum">
            {t('armed')}
          </Tag>
        ) : (
          button('loseAnswer')
        )}
        {act.error !== null && <ErrorPanel error={act.error} title={t('failed')} />}
        <p className={classes['said']} role="status">
          {said}
        </p>
        <PracticeScanner />
        <PracticeCodes />
      </div>
    </section>
  )
}
