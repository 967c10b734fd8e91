import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChangeSettings, useSettings } from '../../data/settings.ts'
import { go } from '../../navigation/route.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { sheet } from '../../scanner/learn/sheet.ts'
import { addScanner } from '../../scanner/profiles.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { Barcode } from './barcode.tsx'
import { CameIn } from './came-in.tsx'
import { Found } from './found.tsx'
import { SheetPrint } from './sheet-print.tsx'
import { useLearning, type Learning } from './use-learning.ts'
import classes from './wizard.module.css'

/** Learns what a scanner sends from five known codes, and keeps it as a named profile. */
export function ScannerWizardScreen() {
  const { t } = useTranslation('scanner')
  const learning = useLearning()
  const { listening, learned, last, listen, startOver } = learning
  useKeys(listening ? [{ keys: 'Escape', label: t('stop'), run: () => listen(false) }] : [])
  return (
    <Page
      header={
        <PageHeader title={t('title')} over={t('over')}>
          <KeyButton icon="printer" label={t('print')} onPress={() => window.print()} />
          <KeyButton icon="recount" label={t('again')} disabled={learned === null} onPress={startOver} />
        </PageHeader>
      }
    >
      <div className={classes['columns']}>
        <section className={classes['work']}>
          <Wanted learning={learning} />
          {last !== null && learned !== null && <CameIn keys={last} learned={learned} />}
        </section>
        {/* Focusable, so that the keys can scroll it. */}
        <section className={classes['found']} aria-label={t('soFar')} tabIndex={0}>
          <h2>{t('soFar')}</h2>
          <Found learned={learned} />
          {learned !== null && <Save learning={learning} />}
        </section>
      </div>
      <SheetPrint />
    </Page>
  )
}

function Wanted({ learning }: { readonly learning: Learning }) {
  const { t } = useTranslation('scanner')
  const { wanted, listening, listen, learned } = learning
  if (wanted === null) {
    const right = learned?.wrong.length === 0
    return (
      <div className={classes['done']}>
        <Icon name={right ? 'done' : 'warn'} size={24} className={right ? 'c-ok' : 'c-warn'} />
        <div>
          <h2>{t(right ? 'heardAll' : 'heardWrong')}</h2>
          <p className="mute">{t(right ? 'heardAllText' : 'heardWrongText')}</p>
        </div>
      </div>
    )
  }
  const number = sheet.findIndex(({ id }) => id === wanted.id) + 1
  return (
    <>
      <div className={classes['ask']}>
        <div>
          <h2>
            {t('scanThis')}: {t(`symbol.${wanted.id}`)}
          </h2>
          <p className="mute">{t('scanThisText')}</p>
        </div>
        <span className="mute">{t('step', { number, total: sheet.length })}</span>
      </div>
      <div className={classes['code']}>
        <Barcode symbol={wanted} label={t(`symbol.${wanted.id}`)} />
        <p className="mono">{wanted.drawn}</p>
      </div>
      <div className={classes['listening']}>
        <Icon name={listening ? 'scan' : 'pause'} size={20} />
        <p className="grow">{listening ? t('listening') : t('stopped')}</p>
        <KeyButton size="small" label={listening ? t('stop') : t('listen')} onPress={() => listen(!listening)} />
      </div>
    </>
  )
}

function Save({ learning }: { readonly learning: Learning }) {
  const { t } = useTranslation(['scanner', 'settings'])
  const { scanner } = useSettings()
  const { change, error } = useChangeSettings()
  const [name, setName] = useState('')
  const { learned, listen } = learning
  if (learned === null) return null
  const save = (): void => {
    const chosen = name.trim() === '' ? t('nameDefault') : name.trim()
    change({ scanner: addScanner(scanner, learned.profile, chosen, crypto.randomUUID()) })
    tell(t('saved', { name: chosen }))
    go('settings', 'scanner')
  }
  return (
    <form
      className={classes['save']}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      {error !== null && <ErrorPanel error={error} title={t('settings:notKept')} />}
      <TextInput
        label={t('name')}
        placeholder={t('nameDefault')}
        value={name}
        maxLength={60}
        onFocus={() => listen(false)}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <KeyButton kind="filled" icon="check" label={t('save')} block onPress={save} />
    </form>
  )
}
