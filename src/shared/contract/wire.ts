import { z } from 'zod'
import { appErrorSchema } from './errors.ts'
import { changedEvent } from './events.ts'

/**
 * The wire form: JSON-RPC 2.0, used as it is on stdio and WebSocket, and as structured objects over message ports and
 * Electron's IPC. Events are notifications with the method `changed`.
 */
export const rpcID = z.union([z.number(), z.string()])

export const rpcRequest = z.object({
  jsonrpc: z.literal('2.0'),
  id: rpcID.optional(),
  method: z.string(),
  params: z.unknown().optional(),
})
export type RpcRequest = z.infer<typeof rpcRequest>

export const rpcSuccess = z.object({ jsonrpc: z.literal('2.0'), id: rpcID, result: z.unknown() })
export const rpcFailure = z.object({
  jsonrpc: z.literal('2.0'),
  id: rpcID.nullable(),
  error: z.object({ code: z.number().int(), message: z.string(), data: appErrorSchema.optional() }),
})
export const rpcNotification = z.object({
  jsonrpc: z.literal('2.0'),
  method: z.literal('changed'),
  params: changedEvent.omit({ event: true }),
})

export type RpcResponse = z.infer<typeof rpcSuccess> | z.infer<typeof rpcFailure>
export type RpcNotification = z.infer<typeof rpcNotification>

/** JSON-RPC's reserved numbers; our own errors all use `appError` and say what they are in `data.kind`. */
export const rpcCodes = {
  parse: -32700,
  invalidRequest: -32600,
  unknownMethod: -32601,
  invalidParams: -32602,
  internal: -32603,
  appError: -32000,
} as const
