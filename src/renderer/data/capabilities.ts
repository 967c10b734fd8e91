import type { CapabilityName } from '../../shared/contract/connections.ts'
import { useQueryOf } from './query.ts'

const useInUse = () => useQueryOf('connections.list', {}).data?.rows.find((row) => row.inUse)

/** The connectionID; undefined as long as nobody knows. */
export const useConnectionInUse = (): string | undefined => useInUse()?.connectionID

/** Whether the service in use can do something; true as long as nobody knows. */
export function useCan(): (name: CapabilityName) => boolean {
  const inUse = useInUse()
  return (name) => inUse?.capabilities.find((row) => row.name === name)?.supported !== false
}

/** Whether the service takes counts, as movements or as figures. */
export function useTakesCounts(): boolean {
  const can = useCan()
  return can('moveStock') || can('setStock')
}
