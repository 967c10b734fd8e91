/**
 * The remotes there are, as data, and how to open one. Each lives in its own folder with the same file names (design.md
 * §2). Remotes may import the core's ports and `shared`, and nothing else of the program. Opening touches no network.
 */
import type { OpenRemote, RemoteDescription } from '../core/ports.ts'
import type { RemoteName } from '../../shared/contract/connections.ts'
import { err, ok, type Result } from '../../shared/domain/result.ts'
import type { RemoteDefinition } from './definition.ts'
import { hakoV0 } from './hako-v0/definition.ts'
import { hakoV1 } from './hako-v1/definition.ts'
import { hakro } from './hakro/definition.ts'
import { hive } from './hive/definition.ts'
import type { TransportOptions } from './http/transport.ts'
import { racko } from './racko/definition.ts'

export { createLookCloser } from './http/look-closer.ts'
export type { TransportOptions } from './http/transport.ts'

const definitions: Readonly<Record<RemoteName, RemoteDefinition>> = {
  'hako-v1': hakoV1,
  'hako-v0': hakoV0,
  hive,
  hakro,
  racko,
}

export const remoteDescriptions: readonly RemoteDescription[] = Object.values(definitions).map(
  ({ open: _, ...description }) => description,
)

export function openRemote(options: TransportOptions): OpenRemote {
  return ({ remote, baseUrl, credentials, settings = {} }) => {
    const definition = findDefinition(remote)
    if (definition === undefined) return err(`There is no kind of remote called "${remote}"`)
    const url = parseBaseUrl(baseUrl)
    if (!url.ok) return url
    const chosen = chooseSettings(definition, settings)
    return chosen.ok ? definition.open({ baseUrl: url.value, credentials, settings: chosen.value }, options) : chosen
  }
}

const findDefinition = (name: string): RemoteDefinition | undefined =>
  // `hasOwn` has just said that it is one of the names.
  Object.hasOwn(definitions, name) ? definitions[name as RemoteName] : undefined

/** Every setting of the kind, with its default where nothing was chosen. What another version chose is left aside. */
function chooseSettings(
  { title, settings }: RemoteDefinition,
  chosen: Readonly<Record<string, string>>,
): Result<Readonly<Record<string, string>>, string> {
  const all: Record<string, string> = {}
  for (const { name, kind, choices, default: usual } of settings) {
    const value = chosen[name] ?? usual
    if (kind === 'choice' && !choices.includes(value))
      return err(`${title} has no choice "${value}" for ${name}: it is one of ${choices.join(', ')}`)
    all[name] = value
  }
  return ok(all)
}

/** A base URL that ends with a slash. Nothing in it may be secret, since addresses are shown and logged. */
function parseBaseUrl(text: string): Result<URL, string> {
  const url = URL.parse(text.trim())
  if (url === null || !/^https?:$/.test(url.protocol)) return err('The address must begin with https:// or http://')
  if (url.username !== '' || url.password !== '') return err('The address must not contain a user name or a password')
  if (url.search !== '' || url.hash !== '') return err('The address must end before "?" or "#"')
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return ok(url)
}
