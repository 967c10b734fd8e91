import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import { useClient, useCommand, useQueryOf } from '../../data/query.ts'
import { go, useRoute } from '../../navigation/route.ts'
import { tell } from '../../ui/tell.tsx'
import { useSwitchState } from './switch-store.ts'

type NamedConnection = Output<'connections.names'>['rows'][number]

export interface Switching {
  readonly rows: readonly NamedConnection[]
  /** At once where nothing stays behind; otherwise a dialog says first what does. */
  switchTo(this: void, connectionID: string): void
}

export function useSwitch(): Switching {
  const rows = useQueryOf('connections.names', {}).data?.rows ?? []
  const client = useClient()
  const use = useUse()
  const ask = useSwitchState((state) => state.ask)
  /** Asked now: what is open changes with every scan. */
  async function isAnythingOpen(): Promise<boolean> {
    const list = await client.call('connections.list', {})
    return !list.ok || list.value.rows.some(({ inUse, open, drafts }) => inUse && open + drafts > 0)
  }
  async function switchTo(connectionID: string): Promise<void> {
    if ((await isAnythingOpen()) || !(await use.run(connectionID))) ask(connectionID)
  }
  return { rows, switchTo: (connectionID) => void switchTo(connectionID) }
}

/** Carries a switch out; the place stays, what was looked at in it belongs to the other connection. */
export function useUse() {
  const { t } = useTranslation()
  const { name: place } = useRoute()
  const rows = useQueryOf('connections.names', {}).data?.rows ?? []
  const command = useCommand('connections.use')
  async function run(connectionID: string): Promise<boolean> {
    const done = await command.run({ connectionID })
    if (!done.ok) return false
    if (place !== 'settings') go(place)
    tell(t('switch.done', { name: rows.find((row) => row.connectionID === connectionID)?.name ?? '' }))
    return true
  }
  return { run, pending: command.pending, error: command.error }
}
