/**
 * Puts the core together: store, engine, use cases and the door. May import everything in core.
 */
import { appError } from '../../shared/contract/errors.ts'
import { err, ok } from '../../shared/domain/result.ts'
import { createAnnouncements, type Announcements } from './app/announcements.ts'
import { clearRemoved } from './app/connections.ts'
import { createDispatch, type Dispatch } from './app/dispatch.ts'
import type { AppContext } from './app/handlers.ts'
import { wakePractice } from './app/practice.ts'
import { useCases } from './app/use-cases.ts'
import type { Core, CorePorts, CoreSettings, OpenCore } from './core.ts'
import { createEngineHolder, type EngineHolder } from './engine-holder.ts'
import { pruneAnswers } from './store/answers.ts'
import { openStore, type Store } from './store/open-store.ts'

export const openCore: OpenCore = async (settings, ports) => {
  const opened = await openStore({ directory: settings.directory, clock: ports.clock })
  if (!opened.ok) return opened
  return ok(await assemble(settings, ports, opened.value))
}

async function assemble(settings: CoreSettings, ports: CorePorts, store: Store): Promise<Core> {
  store.write((writer) => {
    pruneAnswers(writer, ports.clock.now())
  })
  const announcements = createAnnouncements(ports.clock)
  const stopListening = store.listen(announcements.announce)
  const onStatus = (): void => {
    announcements.announce(['status'])
  }
  const engines = createEngineHolder({ settings, ports, store, onStatus })
  const closing = new AbortController()
  const context: AppContext = {
    ports,
    settings,
    store,
    engine: () => engines.current()?.engine ?? null,
    capabilities: () => engines.current()?.remote.capabilities ?? null,
    restartEngine: engines.restart,
    closing: closing.signal,
  }
  await wakePractice(context)
  await engines.restart()
  const clearing = clearRemoved(context).catch((error: unknown) => {
    ports.log('error', 'A removed connection could not be cleared away', { error: String(error) })
  })
  return coreOf({
    dispatch: createDispatch(context, useCases, { checkOutputs: settings.checkOutputs ?? false }),
    closing,
    clearing,
    announcements,
    engines,
    store,
    stopListening,
  })
}

interface Parts {
  readonly dispatch: Dispatch
  readonly closing: AbortController
  /** What an earlier run left to be cleared away. */
  readonly clearing: Promise<void>
  readonly announcements: Announcements
  readonly engines: EngineHolder
  readonly store: Store
  readonly stopListening: () => void
}

function coreOf({ dispatch, closing: stop, clearing, announcements, engines, store, stopListening }: Parts): Core {
  const running = new Set<Promise<unknown>>()
  let closing: Promise<void> | null = null
  /** The engine goes first, so that jobs that wait for it end; then everything that still writes; then the file. */
  const close = async (): Promise<void> => {
    stop.abort()
    announcements.close()
    await engines.close()
    await Promise.allSettled([...running, clearing])
    stopListening()
    store.close()
  }
  return {
    call: (method, params) => {
      if (closing !== null)
        return Promise.resolve(err(appError('notAllowed', 'Hakomori is closing.', { reason: 'closing' })))
      const answer = dispatch(method, params)
      running.add(answer)
      return answer.finally(() => running.delete(answer))
    },
    listen: announcements.listen,
    close: () => (closing ??= close()),
  }
}
