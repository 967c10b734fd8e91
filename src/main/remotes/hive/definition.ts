import { ok } from '../../../shared/domain/result.ts'
import type { RemoteDefinition } from '../definition.ts'
import { capabilities } from './capabilities.ts'
import { createHive } from './remote.ts'
import { stockFigures, isStockFigure } from './stock-figure.ts'

/** The documents leave open which of Hive's numbers is what lies on the shelf. */
export const hive: RemoteDefinition = {
  remote: 'hive',
  title: 'Hive',
  defaultBaseUrl: 'https://app.hive.app/merchant_api/v1/',
  capabilities,
  credentials: [{ name: 'apiKey', secret: true }],
  settings: [{ name: 'stockFigure', kind: 'choice', choices: [...stockFigures], default: 'total', confirmed: false }],
  probe: 'item',
  open: ({ baseUrl, credentials, settings }, options) => {
    const figure = settings['stockFigure'] ?? 'total'
    return ok(createHive(baseUrl, credentials, isStockFigure(figure) ? figure : 'total', options))
  },
}
