import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../../navigation/use-keys.ts'
import { Icon } from '../../ui/icon.tsx'
import { PracticePanel } from './practice-panel.tsx'
import classes from './practice.module.css'

/**
 * The practice warehouse’s other side: while it is the connection in use, a pill in the top bar opens a small panel to
 * play the outside world. Docked nowhere and never modal, so that every screen can be watched meanwhile. May import what
 * a feature may; only app/ shows it.
 */
export function Practice() {
  const { t } = useTranslation('practice')
  const [open, setOpen] = useState(false)
  useKeys([{ keys: 'Ctrl+Shift+P', label: t('open'), where: 'everywhere', run: () => setOpen(!open) }])
  return (
    <>
      <button
        type="button"
        className={classes['pill']}
        aria-expanded={open}
        aria-keyshortcuts="Control+Shift+P"
        aria-label={t('pill')}
        title={t('open')}
        onClick={() => setOpen(!open)}
      >
        <Icon name="globe" size={18} />
        <span className={classes['pillText']}>{t('pill')}</span>
      </button>
      {open && <PracticePanel onClose={() => setOpen(false)} />}
    </>
  )
}
