import { z } from 'zod'
import { changedEvent, type ChangedEvent } from '../../shared/contract/events.ts'
import type { MethodName, Output } from '../../shared/contract/contract.ts'
import type { AppError } from '../../shared/contract/errors.ts'
import { err, type Result } from '../../shared/domain/result.ts'
import { completeInput, readError, readValue } from './answer.ts'
import type { LinkedClient } from './linked-client.ts'

/** What the preload script exposes as `window.hakomori`. Answers and events are read as unknown: they crossed a border. */
export interface Bridge {
  call(method: string, params: unknown): Promise<unknown>
  listen(listener: (event: unknown) => void): () => void
  /** Saves what would be printed as a PDF; answers where, or null. */
  savePdf?(name: string): Promise<unknown>
}

const outcome = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.unknown() }),
])

export function bridgeOf(window: Window): Bridge | null {
  if (!('hakomori' in window)) return null
  const bridge = window.hakomori
  if (typeof bridge !== 'object' || bridge === null || !('call' in bridge) || !('listen' in bridge)) return null
  return bridge as Bridge // safe: only our own preload script can set this name, before any page script runs
}

export function bridgeClient(bridge: Bridge): LinkedClient {
  return {
    async call(method, input) {
      return readOutcome(method, await bridge.call(method, completeInput(method, input)))
    },
    listen(listener: (event: ChangedEvent) => void) {
      return bridge.listen((raw) => {
        const event = changedEvent.safeParse(raw)
        if (event.success) listener(event.data)
      })
    },
    linkState: () => 'open',
    watchLink: () => () => undefined,
  }
}

function readOutcome<M extends MethodName>(method: M, raw: unknown): Result<Output<M>, AppError> {
  const parsed = outcome.safeParse(raw)
  if (!parsed.success) return err(readError(undefined))
  return parsed.data.ok ? readValue(method, parsed.data.value) : err(readError(parsed.data.error))
}
