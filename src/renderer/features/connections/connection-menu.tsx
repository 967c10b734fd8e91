import { Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ConnectionRow } from '../../../shared/contract/connections.ts'
import { useQueryOf } from '../../data/query.ts'
import { useRemoteTexts } from '../../i18n/remote-texts.ts'
import { go } from '../../navigation/route.ts'
import { Icon } from '../../ui/icon.tsx'
import { RemoteSign } from '../../ui/remote-sign.tsx'
import classes from './connections.module.css'
import { useSwitch, type Switching } from './use-switch.ts'

/** Where there are several: which one is in use, and the others one press away. Nothing while there is one. */
export function ConnectionMenu() {
  const { t } = useTranslation()
  const { rows, switchTo } = useSwitch()
  const current = rows.find(({ inUse }) => inUse)
  if (rows.length < 2 || current === undefined) return null
  return (
    <Menu position="bottom-start" width="20rem" transitionProps={{ transition: 'fade', duration: 100 }}>
      <Menu.Target>
        <button type="button" className={classes['inUse']} aria-label={t('switch.open', { name: current.name })}>
          <span className="clip">{current.name}</span>
          <Icon name="chevronDown" size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Entries switchTo={switchTo} />
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="sliders" size={18} />} onClick={() => go('settings', 'connections')}>
          {t('switch.manage')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Drawn while the menu is open, because its figures follow every scan. */
function Entries({ switchTo }: Pick<Switching, 'switchTo'>) {
  const { t } = useTranslation()
  const rows = useQueryOf('connections.list', {}).data?.rows ?? []
  return (
    <>
      <Menu.Label>{t('switch.title')}</Menu.Label>
      {rows.map((row) => (
        <Menu.Item
          key={row.connectionID}
          leftSection={<SignOf connection={row} />}
          rightSection={row.inUse ? <Icon name="check" size={16} /> : undefined}
          aria-current={row.inUse ? 'true' : undefined}
          onClick={() => !row.inUse && switchTo(row.connectionID)}
        >
          <Entry connection={row} />
        </Menu.Item>
      ))}
    </>
  )
}

function SignOf({ connection }: { readonly connection: ConnectionRow }) {
  const { sign } = useRemoteTexts(connection.remote)
  return <RemoteSign sign={sign} accent={connection.inUse} small />
}

function Entry({ connection }: { readonly connection: ConnectionRow }) {
  const { t } = useTranslation()
  const { name, inUse, practice, open } = connection
  const facts = [
    ...(inUse ? [t('switch.now')] : []),
    ...(practice ? [t('bar.practice')] : []),
    ...(open > 0 ? [t('switch.waiting', { count: open })] : []),
  ]
  return (
    <span className="col">
      <span className="clip">{name}</span>
      {facts.length > 0 && <span className="xs mute">{facts.join(' · ')}</span>}
    </span>
  )
}
