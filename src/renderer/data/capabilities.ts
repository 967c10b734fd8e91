import type { CapabilityName } from '../../shared/contract/connections.ts'
import { useQueryOf } from './query.ts'

/** The connectionID; undefined as long as nobody knows. */
export const useConnectionInUse = (): string | undefined =>
  useQueryOf('connections.names', {}).data?.rows.find((row) => row.inUse)?.connectionID

/** Whether the service in use can do something; true as long as nobody knows. */
export function useCan(): (name: CapabilityName) => boolean {
  const inUse = useQueryOf('connections.list', {}).data?.rows.find((row) => row.inUse)
  return (name) => inUse?.capabilities.find((row) => row.name === name)?.supported !== false
}

/** Whether the service takes counts, as movements or as figures. */
export function useTakesCounts(): boolean {
  const can = useCan()
  return can('moveStock') || can('setStock')
}
