import type { Topic } from '../../shared/contract/events.ts'

/** What counts a connection’s work; only the settings and the switch show it, so a scan never waits for it. */
const figures = ['connections.list', 'connections.get'] as const

/** What shows figures that a blind count hides. */
const tellFigures = ['items.', 'stock.', 'warehouses.', 'bundles.buildable', 'moves.get', 'queue.'] as const

/**
 * What to read again when a topic changed: prefixes of method names. Coarse on purpose; only queries on screen are
 * fetched at once, the others when they are next shown.
 */
const prefixes: Readonly<Record<Topic, readonly string[]>> = {
  status: ['app.', 'sync.missing', ...figures],
  items: ['items.', 'bundles.', 'stocktakes.review', 'stocktakes.lines', 'barcodes.resolve'],
  stock: [
    'stock.',
    'moves.',
    'items.',
    'warehouses.',
    'bundles.buildable',
    'stocktakes.review',
    'stocktakes.proposals',
    'stocktakes.dryRun',
  ],
  warehouses: ['warehouses.', 'stocktakes.list', 'stocktakes.get'],
  bundles: ['bundles.', 'items.get', 'stocktakes.preview'],
  barcodes: ['barcodes.', 'bundles.get', 'stocktakes.preview', 'items.', 'app.'],
  stocktakes: ['stocktakes.', 'barcodes.unknown', ...figures],
  progress: ['stocktakes.progress'],
  moves: ['moves.', 'barcodes.unknown', ...figures],
  queue: [
    'queue.',
    'app.',
    'stock.history',
    'stocktakes.review',
    'stocktakes.proposals',
    'stocktakes.dryRun',
    ...figures,
  ],
  log: ['sync.log'],
  connections: ['connections.', 'catalogues.', 'app.'],
  settings: ['settings.'],
  // In a double count everybody has a round, and sees no other; a blind one hides figures from some.
  people: ['people.', 'app.', 'stocktakes.', ...tellFigures],
  practice: ['practice.'],
  data: ['data.'],
}

/** Whether the answers of this method may have changed with one of these topics. */
export function isTouched(method: string, changed: ReadonlySet<Topic>): boolean {
  for (const topic of changed) if (prefixes[topic].some((prefix) => method.startsWith(prefix))) return true
  return false
}
