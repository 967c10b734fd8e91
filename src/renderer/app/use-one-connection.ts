import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { AppStatus } from '../../shared/contract/app.ts'
import { i18n, nameSystem } from '../i18n/i18n.ts'
import { remoteTexts } from '../i18n/remote-texts.ts'
import { useUiState } from '../navigation/ui-state.ts'

/** What is the same whichever connection is in use. */
const common: ReadonlySet<unknown> = new Set([
  'app.status',
  'data.status',
  'settings.get',
  'connections.list',
  'connections.names',
  'connections.remotes',
  'people.list',
  'people.rights',
])

/**
 * A number that changes when the screen is to be drawn anew for another connection. The answers kept of the one before are
 * forgotten first, so that no screen begins with figures of somebody else’s stock, and the texts name the new system.
 */
export function useOneConnection(connection: AppStatus['connection']): number {
  const queryClient = useQueryClient()
  const [shown, setShown] = useState<{ readonly id: string | null; readonly drawing: number }>({ id: null, drawing: 0 })
  const inUse = connection?.connectionID ?? null
  const remote = connection?.remote ?? null
  useEffect(() => {
    if (inUse === shown.id) return
    const others = shown.id !== null
    if (others) {
      queryClient.removeQueries({ predicate: ({ queryKey }) => !common.has(queryKey[0]) })
      useUiState.setState({ selected: {} })
    }
    const renamed = remote !== null && nameSystem(remoteTexts(i18n.language, remote).short)
    setShown({ id: inUse, drawing: shown.drawing + (others || renamed ? 1 : 0) })
  }, [inUse, remote, shown, queryClient])
  return shown.drawing
}
