import { z } from 'zod'

/**
 * One row of the contract's table. A query reads and may be repeated freely; a command changes something and is
 * carried out once for one `requestID`, so a shell may repeat a call whose answer it lost.
 */
export interface Method<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly kind: 'query' | 'command'
  readonly summary: string
  readonly input: Input
  readonly output: Output
}

/** Optional in every command's input: the same id is carried out once and answered alike ever after (kept for a week). */
export const requestID = z
  .string()
  .min(1)
  .max(64)
  .optional()
  .describe('Makes the call idempotent: any unique text of the caller')

export function query<I extends z.ZodRawShape, O extends z.ZodType>(summary: string, input: I, output: O) {
  return { kind: 'query', summary, input: z.strictObject(input), output } as const
}

export function command<I extends z.ZodRawShape, O extends z.ZodType>(summary: string, input: I, output: O) {
  return { kind: 'command', summary, input: z.strictObject({ ...input, requestID }), output } as const
}
