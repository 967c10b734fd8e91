import { topics, type ChangedEvent } from '../../shared/contract/events.ts'
import { rpcFailure, rpcNotification, rpcSuccess } from '../../shared/contract/wire.ts'
import { appError, type AppError } from '../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../shared/domain/result.ts'
import { completeInput, readError, readValue } from './answer.ts'
import type { LinkedClient, LinkState } from './linked-client.ts'

/**
 * JSON-RPC over a WebSocket that mends itself. A call is answered once or waits: when the socket breaks, every
 * unanswered request is sent again, in its order, over the next one. That is safe because queries only read and commands
 * carry a requestID. Events that were missed meanwhile are made up for by one event that names all topics.
 */
export function webSocketClient(url: string, retryDelays: readonly number[] = [100, 300, 1000, 2000]): LinkedClient {
  const pending = new Map<number, PendingCall>()
  const listeners = new Set<(event: ChangedEvent) => void>()
  const watchers = new Set<() => void>()
  let socket = open()
  let state: LinkState = 'connecting'
  let failures = 0
  let nextID = 1

  function setState(next: LinkState): void {
    if (state === next) return
    state = next
    for (const watcher of watchers) watcher()
  }

  function open(): WebSocket {
    const opened = new WebSocket(url)
    opened.addEventListener('open', () => {
      const again = state === 'lost'
      failures = 0
      setState('open')
      for (const call of pending.values()) opened.send(call.text)
      if (again) announce({ event: 'changed', topics: [...topics] })
    })
    opened.addEventListener('message', (message) => receive(message.data))
    opened.addEventListener('close', () => {
      setState('lost')
      setTimeout(() => (socket = open()), retryDelays[Math.min(failures, retryDelays.length - 1)])
      failures += 1
    })
    return opened
  }

  function announce(event: ChangedEvent): void {
    for (const listener of listeners) listener(event)
  }

  function receive(data: unknown): void {
    const message = readMessage(data)
    if (message === null) return
    if (message.kind === 'changed') return announce(message.event)
    pending.get(message.id)?.settle(message.answer)
    pending.delete(message.id)
  }

  return {
    call(method, input) {
      const id = nextID++
      const text = JSON.stringify({ jsonrpc: '2.0', id, method, params: completeInput(method, input) })
      return new Promise((resolve) => {
        pending.set(id, { text, settle: (answer) => resolve(answer.ok ? readValue(method, answer.value) : answer) })
        if (socket.readyState === WebSocket.OPEN) socket.send(text)
      })
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    linkState: () => state,
    watchLink(watcher) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
  }
}

interface PendingCall {
  readonly text: string
  settle(answer: Result<unknown, AppError>): void
}

type Message =
  | { readonly kind: 'changed'; readonly event: ChangedEvent }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Result<unknown, AppError> }

/** Null for what is not meant for us; a transport's failure without an id belongs to no call. */
function readMessage(data: unknown): Message | null {
  const json = parseJson(data)
  const event = rpcNotification.safeParse(json)
  if (event.success) return { kind: 'changed', event: { event: 'changed', topics: event.data.params.topics } }
  const failure = rpcFailure.safeParse(json)
  if (failure.success) {
    const { id, error } = failure.data
    if (typeof id !== 'number') return null
    return {
      kind: 'answer',
      id,
      answer: err(error.data === undefined ? appError('internal', error.message) : readError(error.data)),
    }
  }
  const success = rpcSuccess.safeParse(json)
  if (!success.success || typeof success.data.id !== 'number') return null
  return { kind: 'answer', id: success.data.id, answer: ok(success.data.result) }
}

function parseJson(data: unknown): unknown {
  if (typeof data !== 'string') return null
  try {
    return JSON.parse(data)
  } catch {
    return null
  }
}
