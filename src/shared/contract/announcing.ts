import { z } from 'zod'
import { command, query } from './method.ts'
import * as v from './values.ts'

/** Deliveries announced to a service that receives goods itself. Each is announced once, or a person is asked. */

export const announcementStates = ['waiting', 'sending', 'unknown', 'announced', 'refused', 'cancelled'] as const
const announcementID = z.string().min(1).max(64)
const day = z.iso.date().describe('YYYY-MM-DD')
const line = z.string().trim().max(200)

const announcement = z.object({
  announcementID,
  state: z
    .enum(announcementStates)
    .describe(
      'unknown: the answer was lost; it is looked for before it is sent again, or a person says whether it is there',
    ),
  madeAt: v.at,
  person: z.string().nullable(),
  warehouseID: v.warehouseID,
  warehouseName: z.string().nullable(),
  arrivesOn: day,
  delivery: z.string(),
  trackingCode: z.string().nullable(),
  orderNumber: z.string().nullable(),
  supplier: z.string().nullable(),
  token: z.string().describe('Stands in the order number at the service'),
  remoteID: z.string().nullable().describe('What the service calls it'),
  problem: z.string().nullable().describe('What the service said against it, or how the answer was lost'),
  unsentItems: z
    .array(v.sku)
    .describe('What of it the service does not have yet, while it waits: it is announced once these items are there'),
  lines: z.array(z.object({ sku: v.sku, name: z.string().nullable(), quantity: v.quantity })),
})
export type AnnouncementRow = z.infer<typeof announcement>

export const announcingMethods = {
  'moves.announcements': query(
    'Deliveries that were announced or wait for it, newest first, and how goods may come.',
    { limit: v.limit },
    z.object({ rows: z.array(announcement), deliveryOptions: z.array(z.string()) }),
  ),
  'moves.announce': command(
    'Announces the lines of the draft of receiving. Saved at once, sent when the network is there.',
    {
      arrivesOn: day,
      delivery: z.string().min(1).max(100),
      trackingCode: line.optional(),
      orderNumber: line.optional(),
      supplier: line.optional(),
    },
    z.object({ announcementID, lines: z.number().int(), left: z.number().int() }),
  ),
  'moves.cancelAnnouncement': command(
    'Takes back what was not announced yet; its lines go back onto the draft.',
    { announcementID },
    z.object({ lines: z.number().int() }),
  ),
  'moves.decideAnnouncement': command(
    'Says what became of an announcement whose answer was lost, after looking at the service.',
    { announcementID, answer: z.enum(['there', 'again']) },
    v.nothing,
  ),
} as const
