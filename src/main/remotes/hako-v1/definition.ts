import { ok } from '../../../shared/domain/result.ts'
import type { RemoteDefinition } from '../definition.ts'
import { capabilities } from './capabilities.ts'
import { createHakoV1 } from './remote.ts'

export const hakoV1: RemoteDefinition = {
  remote: 'hako-v1',
  title: 'Hako',
  defaultBaseUrl: 'https://api.withhako.com/v1/',
  capabilities,
  credentials: [{ name: 'apiKey', secret: true }],
  settings: [],
  open: ({ baseUrl, credentials }, options) => ok(createHakoV1(baseUrl, credentials, options)),
}
