import { z } from 'zod'
import { command, query } from './method.ts'
import * as v from './values.ts'

export const warehouseRow = z.object({
  warehouseID: v.warehouseID,
  name: z.string().nullable(),
  items: z.number().int().describe('Items with a figure in this warehouse'),
  quantity: v.quantity.describe('Pieces in the view'),
  confirmed: z.boolean(),
  waiting: z.number().int(),
})
export type WarehouseRow = z.infer<typeof warehouseRow>

export const warehouseMethods = {
  'warehouses.list': query('All warehouses.', {}, z.object({ rows: z.array(warehouseRow) })),
  'warehouses.get': query('One warehouse.', { warehouseID: v.warehouseID }, warehouseRow),
  'warehouses.create': command(
    'Creates a warehouse here and queues it for the remote.',
    { warehouseID: v.warehouseID, name: v.name.nullable().optional() },
    v.queued,
  ),
  'warehouses.update': command(
    'Changes a warehouse; a new `warehouseID` renames it.',
    {
      warehouseID: v.warehouseID,
      changes: z.strictObject({ warehouseID: v.warehouseID.optional(), name: v.name.nullable().optional() }),
    },
    v.queued,
  ),
  'warehouses.delete': command(
    'Deletes a warehouse; refused while the view shows stock in it.',
    { warehouseID: v.warehouseID },
    v.queued,
  ),
} as const
