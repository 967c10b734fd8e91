import { useTranslation } from 'react-i18next'
import type { Binding } from '../navigation/key-map.ts'
import { useUiState } from '../navigation/ui-state.ts'
import { useKeysOfLayer } from '../navigation/use-keys.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Keycap } from '../ui/keycap.tsx'
import classes from './key-sheet.module.css'

/** F1: exactly the keys that are bound on the page below, in words. Scans go on while it is open. */
export function KeySheet() {
  const { t } = useTranslation()
  const open = useUiState((state) => state.overlay === 'keys')
  const show = useUiState((state) => state.show)
  return (
    <Dialog open={open} title={t('keys.title')} size="wide" holdScans={false} onClose={() => show(null)}>
      <KeyGroups />
    </Dialog>
  )
}

function KeyGroups() {
  const { t } = useTranslation()
  const bound = useKeysOfLayer(0)
  const here = bound.filter((binding) => binding.where === 'here')
  const everywhere = bound.filter((binding) => binding.where === 'everywhere')
  return (
    <>
      <div className={classes['groups']}>
        {here.length > 0 && <KeyGroup title={t('keys.here')} bindings={here} />}
        <KeyGroup title={t('keys.everywhere')} bindings={everywhere} />
      </div>
      <p className="sm mute">{t('keys.scan')}</p>
    </>
  )
}

function KeyGroup({ title, bindings }: { readonly title: string; readonly bindings: readonly Binding[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className={classes['list']}>
        {bindings.map((binding) => (
          <div key={binding.keys} className={classes['line']}>
            <dt>{binding.label}</dt>
            <dd>
              <Keycap keys={binding.keys} />
              <span className={classes['spoken']}>{binding.keys}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
