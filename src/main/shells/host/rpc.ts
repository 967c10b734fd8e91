/**
 * The answering side of the wire form: one JSON-RPC 2.0 message in, its answer out. Every transport uses it, so that an
 * error looks the same on stdio, WebSocket, message port and Electron's IPC. Knows no transport and no method.
 */
import type { AppError, ErrorKind } from '../../../shared/contract/errors.ts'
import { appError } from '../../../shared/contract/errors.ts'
import type { ChangedEvent } from '../../../shared/contract/events.ts'
import { rpcCodes, rpcRequest, type RpcNotification, type RpcResponse } from '../../../shared/contract/wire.ts'
import type { Result } from '../../../shared/domain/result.ts'
import { err } from '../../../shared/domain/result.ts'

/** Whatever answers calls: the core itself, or a line that leads to it. */
export interface Callee {
  call(method: string, params: unknown): Promise<Result<unknown, AppError>>
}

/** What a shell needs of a core: calls, events, an end. */
export interface CoreLine extends Callee {
  listen(listener: (event: ChangedEvent) => void): () => void
  close(): Promise<void>
}

type ID = number | string | null

const codeOf = (kind: ErrorKind): number => {
  if (kind === 'unknownMethod') return rpcCodes.unknownMethod
  if (kind === 'invalid') return rpcCodes.invalidParams
  return kind === 'internal' ? rpcCodes.internal : rpcCodes.appError
}

export function failure(id: ID, error: AppError, code: number = codeOf(error.kind)): RpcResponse {
  return { jsonrpc: '2.0', id, error: { code, message: error.message, data: error } }
}

/** A call that must not reject: a defect below becomes an error of kind `internal`. */
export async function callSafely(callee: Callee, method: string, params: unknown): Promise<Result<unknown, AppError>> {
  try {
    return await callee.call(method, params)
  } catch (thrown) {
    return err(appError('internal', `${method} failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`))
  }
}

/** Answers one message; null for a notification, which wants no answer. */
export async function answerMessage(callee: Callee, message: unknown): Promise<RpcResponse | null> {
  const parsed = rpcRequest.safeParse(message)
  if (!parsed.success) {
    return failure(idOf(message), notARequest, rpcCodes.invalidRequest)
  }
  const { id, method, params } = parsed.data
  const result = await callSafely(callee, method, params ?? {})
  if (id === undefined) return null
  return result.ok ? { jsonrpc: '2.0', id, result: result.value } : failure(id, result.error)
}

/** Answers one line or frame of text: a message, or an array of them as JSON-RPC's batches. */
export async function answerText(callee: Callee, text: string): Promise<string | null> {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return JSON.stringify(failure(null, notJSON, rpcCodes.parse))
  }
  if (!Array.isArray(message) || message.length === 0) {
    const answer = await answerMessage(callee, message)
    return answer === null ? null : JSON.stringify(answer)
  }
  const answers = await Promise.all(message.map((one: unknown) => answerMessage(callee, one)))
  const told = answers.filter((answer) => answer !== null)
  return told.length === 0 ? null : JSON.stringify(told)
}

export const notification = (event: ChangedEvent): RpcNotification => ({
  jsonrpc: '2.0',
  method: 'changed',
  params: { topics: event.topics },
})

const notJSON = appError('invalid', 'This is not JSON. Send one JSON-RPC 2.0 message a line.')
const notARequest = appError(
  'invalid',
  'This is not a JSON-RPC 2.0 request. Send {"jsonrpc":"2.0","id":1,"method":"app.status","params":{}}.',
)

/** The id of something that is no valid request, so that its sender can still tell which one it was. */
function idOf(message: unknown): ID {
  if (typeof message !== 'object' || message === null || !('id' in message)) return null
  return typeof message.id === 'string' || typeof message.id === 'number' ? message.id : null
}
