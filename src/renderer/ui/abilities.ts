import type { CapabilityName, RemoteKind } from '../../shared/contract/connections.ts'

type Capabilities = RemoteKind['capabilities']

export const canDo = (capabilities: Capabilities, name: CapabilityName): boolean =>
  capabilities.some((each) => each.name === name && each.supported)

/** How movements are told is of no concern where there are none. */
export const isOfConcern = (capabilities: Capabilities, name: CapabilityName): boolean =>
  name !== 'relativeStock' || canDo(capabilities, 'moveStock')
