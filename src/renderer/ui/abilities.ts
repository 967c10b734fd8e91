import type { capabilityNames, RemoteKind } from '../../shared/contract/connections.ts'

export type CapabilityName = (typeof capabilityNames)[number]
type Capabilities = RemoteKind['capabilities']

export const canDo = (capabilities: Capabilities, name: CapabilityName): boolean =>
  capabilities.some((each) => each.name === name && each.supported)

/** How movements are told is of no concern where there are none. */
export const isOfConcern = (capabilities: Capabilities, name: CapabilityName): boolean =>
  name !== 'relativeStock' || canDo(capabilities, 'moveStock')
