import { z } from 'zod'

/**
 * Events tell a listener what to read again; they carry no data. One event names every topic that changed since the
 * last one, so a burst of changes is a single event.
 */
export const topics = [
  'status',
  'items',
  'stock',
  'warehouses',
  'bundles',
  'barcodes',
  'stocktakes',
  'progress',
  'moves',
  'queue',
  'log',
  'connections',
  'settings',
  'people',
  'practice',
  'data',
] as const
export type Topic = (typeof topics)[number]

export const changedEvent = z.object({ event: z.literal('changed'), topics: z.array(z.enum(topics)) })
export type ChangedEvent = z.infer<typeof changedEvent>
