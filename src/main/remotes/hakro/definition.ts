import type { RemoteSetting } from '../../../shared/contract/connections.ts'
import type { RemoteDefinition } from '../definition.ts'
import { capabilities } from './capabilities.ts'
import { openHakro } from './remote.ts'

const text: Omit<RemoteSetting, 'name'> = { kind: 'text', choices: [], default: '', confirmed: true }

/**
 * Empty `issuer`, `audience` and `scope` are the documented ones of the server that the address names. The documents show
 * neither the method of the question for items nor its smallest body.
 */
export const hakro: RemoteDefinition = {
  remote: 'hakro',
  title: 'HAKRO CONNECT',
  defaultBaseUrl: 'https://portal-backend.hakro.com/',
  capabilities,
  credentials: [
    { name: 'clientId', secret: false },
    { name: 'clientSecret', secret: true },
  ],
  settings: [
    { ...text, name: 'language', default: 'de,en;q=0.5' },
    { ...text, name: 'issuer' },
    { ...text, name: 'audience' },
    { ...text, name: 'scope' },
    { name: 'filterMethod', kind: 'choice', choices: ['POST', 'GET'], default: 'POST', confirmed: false },
    {
      name: 'filterBody',
      kind: 'choice',
      choices: ['emptyFilter', 'emptyObject'],
      default: 'emptyFilter',
      confirmed: false,
    },
  ],
  open: (choice, options) => openHakro(choice, options),
}
