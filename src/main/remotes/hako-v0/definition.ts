import { ok } from '../../../shared/domain/result.ts'
import type { RemoteDefinition } from '../definition.ts'
import { capabilities } from './capabilities.ts'
import { createHakoV0 } from './remote.ts'

export const hakoV0: RemoteDefinition = {
  remote: 'hako-v0',
  title: 'Hako (version 0)',
  defaultBaseUrl: 'https://api.withhako.com/v0/',
  capabilities,
  credentials: [{ name: 'apiKey', secret: true }],
  settings: [],
  better: { remote: 'hako-v1', from: '/v0/', to: '/v1/' },
  open: ({ baseUrl, credentials }, options) => ok(createHakoV0(baseUrl, credentials, options)),
}
