/**
 * The few globals that exist in every runtime the core may run in, and the only ones it may use. The core is compiled
 * without Node's and the browser's types, so anything else (timers, fetch, process) is a compile error.
 */
interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

interface AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}

declare const AbortController: { new (): AbortController }
