import { z } from 'zod'
import { command, query } from './method.ts'
import * as v from './values.ts'

export const warehouseRow = z.object({
  warehouseID: v.warehouseID,
  name: z.string().nullable(),
  items: z.number().int().describe('Items with a figure in this warehouse'),
  quantity: v.shownQuantity.describe('Pieces in the view'),
  confirmed: z.boolean(),
  waiting: z.number().int(),
  sole: z
    .object({
      declared: z.boolean().describe('A person said that only this PC changes stock here'),
      contradictedAt: v.at.nullable().describe('When somebody else’s change was last met in an answer'),
      writesLeft: z.number().int().describe('Own changes that must meet nobody before it can be said again; 0: it can'),
    })
    .describe('Whether lost answers may be judged by the figure alone'),
})
export type WarehouseRow = z.infer<typeof warehouseRow>

export const warehouseMethods = {
  'warehouses.list': query('All warehouses.', {}, z.object({ rows: z.array(warehouseRow) })),
  'warehouses.get': query('One warehouse.', { warehouseID: v.warehouseID }, warehouseRow),
  'warehouses.create': command(
    'Creates a warehouse here and queues it for the remote.',
    { warehouseID: v.newKey, name: v.name.nullable().optional() },
    v.queued,
  ),
  'warehouses.update': command(
    'Changes a warehouse; a new `warehouseID` renames it. Where the remote takes no names, the name is kept on this PC.',
    {
      warehouseID: v.warehouseID,
      changes: z.strictObject({ warehouseID: v.warehouseID.optional(), name: v.name.nullable().optional() }),
    },
    v.queued,
  ),
  'warehouses.declareSole': command(
    'Says, or takes back, that only this PC changes stock in a warehouse: then a lost answer there is judged by the figure alone. Revoked by itself as soon as an answer shows somebody else’s change. Renaming the warehouse ends it.',
    { warehouseID: v.warehouseID, sole: z.boolean() },
    v.nothing,
  ),
  'warehouses.delete': command(
    'Deletes a warehouse; refused while the view shows stock in it.',
    { warehouseID: v.warehouseID },
    v.queued,
  ),
} as const
