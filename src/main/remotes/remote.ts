/**
 * The remotes there are, as data, and how to open one. Each lives in its own folder with the same file names (design.md
 * §2). Remotes may import the core's ports and `shared`, and nothing else of the program. Opening touches no network.
 */
import type { Capabilities, Credentials, OpenRemote, Remote } from '../core/ports.ts'
import type { RemoteName } from '../../shared/contract/connections.ts'
import { err, ok, type Result } from '../../shared/domain/result.ts'
import * as hakoV1 from './hako-v1/capabilities.ts'
import { createHakoV1 } from './hako-v1/remote.ts'
import type { TransportOptions } from './http/transport.ts'

export type { TransportOptions } from './http/transport.ts'

interface RemoteDefinition {
  /** As people know it. */
  readonly title: string
  readonly defaultBaseUrl: string
  readonly capabilities: Capabilities
  /** Names of the credentials it needs, in the order in which to ask for them. */
  readonly credentials: readonly string[]
  readonly create: (baseUrl: URL, credentials: Credentials, options: TransportOptions) => Remote
}

export const remoteDefinitions: Readonly<Record<RemoteName, RemoteDefinition>> = {
  'hako-v1': {
    title: 'Hako',
    defaultBaseUrl: hakoV1.defaultBaseUrl,
    capabilities: hakoV1.capabilities,
    credentials: ['apiKey'],
    create: createHakoV1,
  },
}

export function openRemote(options: TransportOptions): OpenRemote {
  return ({ remote, baseUrl, credentials }) => {
    const definition = findDefinition(remote)
    if (definition === undefined) return err(`There is no kind of remote called "${remote}"`)
    const url = parseBaseUrl(baseUrl)
    return url.ok ? ok(definition.create(url.value, credentials, options)) : url
  }
}

const findDefinition = (name: string): RemoteDefinition | undefined =>
  // `hasOwn` has just said that it is one of the names.
  Object.hasOwn(remoteDefinitions, name) ? remoteDefinitions[name as RemoteName] : undefined

/** A base URL that ends with a slash. Nothing in it may be secret, since addresses are shown and logged. */
function parseBaseUrl(text: string): Result<URL, string> {
  const url = URL.parse(text.trim())
  if (url === null || !/^https?:$/.test(url.protocol)) return err('The address must begin with https:// or http://')
  if (url.username !== '' || url.password !== '') return err('The address must not contain a user name or a password')
  if (url.search !== '' || url.hash !== '') return err('The address must end before "?" or "#"')
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return ok(url)
}
