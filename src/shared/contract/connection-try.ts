import { z } from 'zod'

/** What came of one page of each listing that a mapping names. */
export const triedPart = z.object({
  part: z.enum(['items', 'locations', 'stock', 'adjustments']),
  ok: z.boolean(),
  problem: z.string().nullable(),
  found: z.number().int().describe('Rows on the page'),
  rows: z
    .array(z.array(z.object({ name: z.string(), value: z.string() })))
    .describe('The first rows as they were understood: the mapping’s fields with their values'),
  missing: z.array(z.string()).describe('Fields that no row has'),
})
export type TriedPart = z.infer<typeof triedPart>
