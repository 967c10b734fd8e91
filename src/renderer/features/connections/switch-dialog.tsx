import { useTranslation } from 'react-i18next'
import type { ConnectionRow } from '../../../shared/contract/connections.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import classes from './connections.module.css'
import { useSwitchState } from './switch-store.ts'
import { useUse } from './use-switch.ts'

/** Says what stays in the connection that is left, before it is left. */
export function SwitchDialog() {
  const { t } = useTranslation()
  const to = useSwitchState((state) => state.to)
  const ask = useSwitchState((state) => state.ask)
  const use = useUse()
  const rows = useQueryOf('connections.list', {}, { enabled: to !== null }).data?.rows ?? []
  const current = rows.find(({ inUse }) => inUse)
  const target = to === null ? undefined : rows.find((row) => row.connectionID === to)
  const close = (): void => ask(null)
  return (
    <Dialog
      open={target !== undefined}
      onClose={close}
      size="small"
      title={t('switch.ask', { name: target?.name ?? '' })}
    >
      {current !== undefined && <Staying connection={current} />}
      {use.error !== null && <ErrorPanel error={use.error} />}
      <div className="row">
        <span className="grow" />
        <KeyButton label={t('cancel')} kind="plain" onPress={close} />
        <KeyButton
          kind="filled"
          label={t('switch.do')}
          busy={use.pending}
          onPress={() => target !== undefined && void use.run(target.connectionID).then((done) => done && close())}
        />
      </div>
    </Dialog>
  )
}

function Staying({ connection }: { readonly connection: ConnectionRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { name, open, drafts } = connection
  if (open + drafts === 0) return <p>{t('switch.nothing', { name })}</p>
  return (
    <>
      <p>{t('switch.stays', { name })}</p>
      <ul className={classes['staying']}>
        {open > 0 && <li>{t('switch.changes', { count: open, number: format.count(open), name })}</li>}
        {drafts > 0 && <li>{t('switch.drafts', { count: drafts, number: format.count(drafts) })}</li>}
      </ul>
      <p className="sm mute">{t('switch.apart')}</p>
    </>
  )
}
