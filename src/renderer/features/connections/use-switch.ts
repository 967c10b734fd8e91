import { useTranslation } from 'react-i18next'
import type { ConnectionRow } from '../../../shared/contract/connections.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { go, useRoute } from '../../navigation/route.ts'
import { tell } from '../../ui/tell.tsx'
import { useSwitchState } from './switch-store.ts'

export interface Switching {
  readonly rows: readonly ConnectionRow[]
  readonly current: ConnectionRow | undefined
  /** At once where nothing stays behind; otherwise a dialog says first what does. */
  switchTo(this: void, connectionID: string): void
}

export function useSwitch(): Switching {
  const { rows, current, use } = useConnections()
  const ask = useSwitchState((state) => state.ask)
  return {
    rows,
    current,
    switchTo(connectionID) {
      if (current !== undefined && current.open + current.drafts > 0) ask(connectionID)
      else void use.run(connectionID).then((done) => !done && ask(connectionID))
    },
  }
}

/** Carries a switch out; the place stays, what was looked at in it belongs to the other connection. */
export function useConnections() {
  const { t } = useTranslation()
  const { name: place } = useRoute()
  const rows = useQueryOf('connections.list', {}).data?.rows ?? []
  const command = useCommand('connections.use')
  async function run(connectionID: string): Promise<boolean> {
    const done = await command.run({ connectionID })
    if (!done.ok) return false
    if (place !== 'settings') go(place)
    tell(t('switch.done', { name: rows.find((row) => row.connectionID === connectionID)?.name ?? '' }))
    return true
  }
  return { rows, current: rows.find((row) => row.inUse), use: { run, pending: command.pending, error: command.error } }
}
