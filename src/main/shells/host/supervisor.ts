/**
 * Keeps a core alive under the shells with windows: a core that died is started again over the same data, where
 * everything acknowledged is on disk. One that keeps dying stays down and says so. One whose data can't be opened answers
 * every call with the reason, so that the window can show it, and opens as soon as `data.reopen` succeeds.
 */
import type { AppError } from '../../../shared/contract/errors.ts'
import { appError } from '../../../shared/contract/errors.ts'
import { topics, type ChangedEvent } from '../../../shared/contract/events.ts'
import type { Result } from '../../../shared/domain/result.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import type { CoreHost } from './core-host.ts'
import type { CoreLine } from './rpc.ts'

export interface SupervisedCore extends CoreLine {
  /** Closes the core and starts it again, for new code while developing. */
  restart(): Promise<Result<void, AppError>>
}

const maxCrashes = 3
const crashWindow = 60_000

export async function superviseCore(
  start: () => Promise<Result<CoreHost, AppError>>,
  report: (sentence: string) => void,
): Promise<SupervisedCore> {
  const first = await start()
  if (!first.ok) report(first.error.message)

  const listeners = new Set<(event: ChangedEvent) => void>()
  const crashes: number[] = []
  let [closing, opening] = [false, false]
  let current: Promise<Result<CoreHost, AppError>> = Promise.resolve(first)

  const tell = (event: ChangedEvent): void => {
    for (const listener of listeners) listener(event)
  }
  const attach = (host: CoreHost): void => {
    host.listen(tell)
    host.onCrash((reason) => {
      report(`The core stopped (${reason}).`)
      if (closing || !mayRestart(crashes)) return
      renew()
    })
  }
  const renew = (): void => {
    opening = true
    current = start().then((started) => {
      opening = false
      if (started.ok) attach(started.value)
      else report(`The core did not start again: ${started.error.message}`)
      // Whoever listens may have missed events of the old core, so everything is to be read again.
      if (started.ok) tell({ event: 'changed', topics: [...topics] })
      return started
    })
  }

  if (first.ok) attach(first.value)
  return {
    async call(method, params) {
      if (closing) return err(appError('notAllowed', 'Hakomori is closing.'))
      const host = await current
      if (host.ok) return await host.value.call(method, params)
      if (method !== 'data.reopen') return host
      if (!opening) renew()
      const next = await current
      return next.ok ? ok({}) : next
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async restart() {
      const old = await current
      if (old.ok) await old.value.close()
      renew()
      const next = await current
      return next.ok ? ok(undefined) : next
    },
    async close() {
      closing = true
      const host = await current
      if (host.ok) await host.value.close()
    },
  }
}

function mayRestart(crashes: number[]): boolean {
  const now = performance.now()
  crashes.push(now)
  return crashes.filter((at) => now - at < crashWindow).length < maxCrashes
}
