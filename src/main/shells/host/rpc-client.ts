import type { Result } from '../../../shared/domain/result.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import type { ChangedEvent } from '../../../shared/contract/events.ts'
import { rpcFailure, rpcNotification, rpcSuccess, type RpcRequest } from '../../../shared/contract/wire.ts'

/**
 * The caller's side of the wire form, the same over every transport: it numbers requests, pairs answers with them and
 * hands events on. A transport gives it a `send`, feeds what arrives to `receive`, and says `lose` when the line breaks.
 */
export interface RpcClient {
  /** Any method by name, for transports that only pass calls on. Never rejects. */
  call(method: string, params: unknown): Promise<Result<unknown, AppError>>
  /** Hears every event until the returned disposer is called. */
  listen(listener: (event: ChangedEvent) => void): () => void
  /** One message of the other side; anything that is not an answer or an event of ours is ignored. */
  receive(message: unknown): void
  /** The line is gone: everything unanswered is answered with this error. */
  lose(error: AppError): void
}

/** Hands a request to the line, or says why it cannot be handed over. */
export type SendRequest = (request: RpcRequest) => AppError | null

type Answer = (result: Result<unknown, AppError>) => void

export function createRpcClient(send: SendRequest): RpcClient {
  const waiting = new Map<number | string, Answer>()
  const listeners = new Set<(event: ChangedEvent) => void>()
  let lastID = 0

  const settle = (id: number | string | null, result: Result<unknown, AppError>): void => {
    if (id === null) return
    const answer = waiting.get(id)
    waiting.delete(id)
    answer?.(result)
  }

  return {
    call: (method, params) =>
      new Promise((answer) => {
        lastID += 1
        const id = lastID
        waiting.set(id, answer)
        const refused = send({ jsonrpc: '2.0', id, method, params })
        if (refused !== null) settle(id, err(refused))
      }),
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    receive(message) {
      const success = rpcSuccess.safeParse(message)
      if (success.success) {
        settle(success.data.id, ok(success.data.result))
        return
      }
      const failure = rpcFailure.safeParse(message)
      if (failure.success) {
        const { id, error } = failure.data
        settle(id, err(error.data ?? appError('internal', error.message)))
        return
      }
      const event = rpcNotification.safeParse(message)
      if (event.success)
        for (const listener of listeners) listener({ event: 'changed', topics: event.data.params.topics })
    },
    lose(error) {
      for (const id of [...waiting.keys()]) settle(id, err(error))
    },
  }
}
