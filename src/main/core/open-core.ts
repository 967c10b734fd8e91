/**
 * Puts the core together: store, engine, use cases and the door. May import everything in core.
 */
import { appError } from '../../shared/contract/errors.ts'
import { err, ok } from '../../shared/domain/result.ts'
import { createAnnouncements, type Announcements } from './app/announcements.ts'
import { clearRemoved } from './app/connections.ts'
import { createDispatch, type Dispatch } from './app/dispatch.ts'
import type { AppContext } from './app/handlers.ts'
import { createKeeping } from './app/keeping.ts'
import { wakePractice } from './app/practice.ts'
import { longActsOf } from './app/stocktakes/carry-out.ts'
import { createComparisons } from './app/stocktakes/comparison.ts'
import { carryOutUnfinished } from './app/stocktakes/promised.ts'
import { useCases } from './app/use-cases.ts'
import { createCatalogues, type Catalogues } from './catalogues.ts'
import type { Core, CorePorts, CoreSettings, OpenCore } from './core.ts'
import { createEngineHolder, type EngineHolder } from './engine-holder.ts'
import { checkBeforeSending, keepHouse } from './housekeeping.ts'
import { createPace } from './pace.ts'
import { pruneAnswers } from './store/answers.ts'
import { removeUnfinished } from './store/connections.ts'
import { quickCheckUpTo } from './store/open-database.ts'
import { openStore, type Store } from './store/open-store.ts'

export const openCore: OpenCore = async (settings, ports) => {
  const opened = await openStore({ directory: settings.directory, clock: ports.clock })
  if (!opened.ok) return opened
  return ok(await assemble(settings, ports, opened.value))
}

async function assemble(settings: CoreSettings, ports: CorePorts, store: Store): Promise<Core> {
  store.write((writer) => {
    pruneAnswers(writer, ports.clock.now())
    removeUnfinished(writer)
  })
  const announcements = createAnnouncements(ports.clock)
  const stopListening = store.listen(announcements.announce)
  const onStatus = (): void => {
    announcements.announce(['status'])
  }
  const onCatalogues = (): void => {
    announcements.announce(['connections'])
  }
  const keeping = createKeeping({
    store,
    clock: ports.clock,
    onDamage: () => {
      ports.log('error', 'The database is damaged', { text: keeping.damage() })
      void catalogues.whileStopped(engines.restart)
    },
  })
  const pace = createPace(ports)
  const background = { settings, ports: pace.ports, store, mayRun: () => keeping.damage() === null }
  const engines = createEngineHolder({ ...background, onStatus, onFailure: keeping.noteFailure })
  const catalogues = createCatalogues({ ...background, onStatus: onCatalogues })
  const closing = new AbortController()
  const context: AppContext = {
    ports,
    settings,
    store,
    engine: () => engines.current()?.engine ?? null,
    capabilities: () => engines.current()?.remote.capabilities ?? null,
    // The connection that is about to be used, or is about to go, is not read by two.
    restartEngine: () => catalogues.whileStopped(engines.restart),
    whileStopped: (work) => catalogues.whileStopped(() => engines.whileStopped(work)),
    catalogues,
    keeping,
    comparisons: createComparisons(store, ports),
    longActs: longActsOf(() => context, { ports, closing: closing.signal }),
    closing: closing.signal,
  }
  await wakePractice(context)
  carryOutUnfinished(context)
  const starting = startEngine(context)
  const clearing = clearAway(context)
  const house = settings.housekeeping === true ? keepHouse(context) : Promise.resolve()
  await starting
  return coreOf({
    dispatch: pace.noting(createDispatch(context, useCases, { checkOutputs: settings.checkOutputs ?? false })),
    closing,
    background: Promise.allSettled([clearing, house]),
    announcements,
    engines,
    catalogues,
    store,
    stopListening,
  })
}

const clearAway = (context: AppContext): Promise<void> =>
  clearRemoved(context).catch((error: unknown) => {
    context.ports.log('error', 'A removed connection could not be cleared away', { error: String(error) })
  })

/** At once, or after a look for damage where the database is too large to be looked through while it opens. */
async function startEngine(context: AppContext): Promise<void> {
  const { store, ports } = context
  if (store.files.status().bytes.database <= quickCheckUpTo) {
    await context.restartEngine()
    return
  }
  void checkBeforeSending(context)
    .then(context.restartEngine)
    .catch((error: unknown) => {
      ports.log('error', 'The look for damage failed', { error: String(error) })
    })
}

interface Parts {
  readonly dispatch: Dispatch
  readonly closing: AbortController
  /** What goes on by itself: clearing away what an earlier run left, and housekeeping. */
  readonly background: Promise<unknown>
  readonly announcements: Announcements
  readonly engines: EngineHolder
  readonly catalogues: Catalogues
  readonly store: Store
  readonly stopListening: () => void
}

function coreOf({
  dispatch,
  closing: stop,
  background,
  announcements,
  engines,
  catalogues,
  store,
  stopListening,
}: Parts): Core {
  const running = new Set<Promise<unknown>>()
  let closing: Promise<void> | null = null
  /** The engine goes first, so that jobs that wait for it end; then everything that still writes; then the file. */
  const close = async (): Promise<void> => {
    stop.abort()
    announcements.close()
    await Promise.all([engines.close(), catalogues.close()])
    await Promise.allSettled([...running, background])
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
