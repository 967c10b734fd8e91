import { z } from 'zod'
import { connectionID } from './connections.ts'
import { command, query } from './method.ts'
import * as v from './values.ts'

/** The practice warehouse: an embedded server of the same API with made-up goods, and a panel to play the outside world. */

export const practiceActs = ['sell', 'receive', 'rename', 'loseAnswer', 'networkOff', 'networkOn'] as const

export const practiceMethods = {
  'practice.start': command(
    'Starts the embedded practice warehouse, connects to it and teaches its barcodes.',
    {},
    z.object({ connectionID }),
  ),
  'practice.act': command(
    'Lets something happen in the practice warehouse: somebody else sells or renames, the next answer gets lost, the network goes.',
    {
      act: z.enum(practiceActs),
      sku: v.sku.optional(),
      warehouseID: v.warehouseID.optional(),
      quantity: v.positiveQuantity.optional(),
      name: v.name.optional(),
    },
    z.object({ text: z.string() }),
  ),
  'practice.status': query(
    'Whether the practice warehouse runs, and what its network does.',
    {},
    z.object({ running: z.boolean(), network: z.boolean(), loseNextAnswer: z.boolean() }),
  ),
  'practice.codes': query(
    'Some codes of the practice warehouse, to scan without a scanner.',
    { limit: v.limit },
    z.object({
      rows: z.array(z.object({ code: z.string(), sku: v.sku, name: z.string().nullable(), quantity: v.quantity })),
    }),
  ),
} as const
