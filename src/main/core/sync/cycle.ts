import { appError, type AppError } from '../../../shared/contract/errors.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import type { RecordKind } from '../../../shared/domain/change.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { RemoteFailure } from '../ports.ts'
import { countByState, getChange, listChanges, moveChanges } from '../store/changes.ts'
import { announceWaiting } from './announce.ts'
import { deliver } from './bisect.ts'
import type { EngineContext } from './context.ts'
import { cellsOf } from './intent.ts'
import { isDisputed } from './key-owner.ts'
import { hasWhole, nextDueAt } from './lost.ts'
import { askAdopted, askOrphans } from './orphans.ts'
import type { PlannedBatch } from './split.ts'
import { continueSweep, pullAll, pullKind, type Extent } from './pull.ts'
import { planQueue, supersede } from './queue-plan.ts'
import { Stopped } from './stopped.ts'
import { verifyLost } from './verify.ts'

/** Rule 13: pull, plan, send, verify, pull. The caller keeps it single (one cycle at a time per connection). */
export interface CycleOptions {
  readonly full: boolean
  /** Nobody asked for it. */
  readonly byItself?: boolean
  /** Asked between two requests: a pause lets what is on the wire finish and nothing more start. */
  isPaused(): boolean
}

type Failure = Result<never, RemoteFailure>

/** Everything is read again this often, because nothing reports deletions and stamps may not move with stock. */
export const sweepEveryMs = 30 * 60_000
/** A settle time up to this is waited for inside the cycle, so that a script sees its questions at once. */
const shortSettleMs = 5_000
/** So many requests to slow down in one cycle, or so many that broke the remote in a row, end it. */
const patience = 3

export async function runCycle(
  context: EngineContext,
  options: CycleOptions,
): Promise<Result<Output<'sync.run'>, AppError>> {
  const { line, memory } = context
  const before = line.requests
  const extent = extentOf(context, options)
  memory.spent.clear()
  memory.unsaid.clear()
  memory.disputed.clear()
  releaseAbandoned(context)
  const pulled = isReadAlready(context, options) ? ok(0) : await pullAll(context, extent)
  if (!pulled.ok) return err(failureError(pulled.error))
  const verified = await verifyLost(context)
  if (!verified.ok) return err(failureError(verified.error))
  const sent = await sendQueue(context, options)
  if (!sent.ok) return err(failureError(sent.error))
  const announced = await announceWaiting(context, options.isPaused)
  const settled = await settle(context)
  if (!settled.ok) return err(failureError(settled.error))
  const again = await pullTouched(context, sent.value.kinds)
  if (!again.ok) return err(failureError(again.error))
  const swept = await continueSweep(context)
  if (!swept.ok) return err(failureError(swept.error))
  memory.save()
  // Trouble with deliveries alone must not keep the queue from its end.
  if (!announced.ok) return err(failureError(announced.error))
  const counts = countByState(context.store.reader, context.connection)
  const { ready = 0, blocked = 0, inflight = 0, unknown = 0, quarantined = 0, conflict = 0, rejected = 0 } = counts
  return ok({
    pulled: pulled.value + again.value + swept.value,
    sent: sent.value.applied,
    questions: quarantined + conflict + rejected,
    requests: line.requests - before,
    waiting: ready + blocked + inflight + unknown,
  })
}

/**
 * Where every look reads everything, what was queued does not cause one before its time: what is written is read again
 * record by record (freshen.ts), and answers say what it has become.
 */
function isReadAlready({ remote, memory, ports }: EngineContext, { full, byItself }: CycleOptions): boolean {
  const { lookEverySeconds } = remote.capabilities
  const readAt = memory.wholeReadAt.get('item')
  if (lookEverySeconds === undefined || readAt === undefined || full || byItself !== true) return false
  // A look that is due must not be missed by the moment in which the scheduler woke.
  return ports.clock.monotonic() - readAt < lookEverySeconds * 1000 - 1000
}

/** Cycles follow one another: what is in flight at the start of one was left by an engine that was replaced (rule 9). */
function releaseAbandoned({ store, connection, ports }: EngineContext): void {
  const ids = listChanges(store.reader, connection, ['inflight']).map((change) => change.id)
  if (ids.length === 0) return
  store.write((writer) => {
    moveChanges(writer, ids, 'unknown', 'engine', { at: ports.clock.now() })
  })
}

/**
 * Everything at once when something is wrong with what is known, or a person asked; else in the background. What waits for
 * the owner of a key is worth another look a settle time later: then a row with an older stamp counts, too.
 */
function extentOf({ memory, options, ports }: EngineContext, { full }: CycleOptions): Extent {
  if (full || !memory.swept || memory.sweptAt === null) return 'all'
  const since = ports.clock.monotonic() - memory.sweptAt
  return since >= (memory.disputed.size > 0 ? options.settleSeconds * 1000 : sweepEveryMs) ? 'allInParts' : 'news'
}

interface SentQueue {
  readonly applied: number
  readonly kinds: ReadonlySet<RecordKind>
}

/** Plans and sends until nothing more can go. */
async function sendQueue(context: EngineContext, options: CycleOptions): Promise<Result<SentQueue, RemoteFailure>> {
  const kinds = new Set<RecordKind>()
  let applied = 0
  let slowDowns = 0
  let broken = 0
  for (let progress = true; progress;) {
    progress = false
    askOrphans(context)
    askAdopted(context)
    const plan = await planQueue(context, context.memory.spent)
    supersede(context, plan)
    for (const batch of plan.batches) {
      if (options.isPaused()) return ok({ applied, kinds })
      const sent = await deliver(context, batch)
      if (!sent.ok) return sent
      if (sent.value.requestID === null) {
        noteUnsaid(context, batch)
        continue
      }
      progress = true
      applied += sent.value.applied
      kinds.add(batch.recordKind)
      const { lane } = sent.value
      // A record that breaks the remote all alone says nothing about the others.
      if (sent.value.broke !== 1) broken = sent.value.broke > 1 ? broken + 1 : 0
      if (broken >= patience) return err(outOfOrder)
      if (lane.next === 'stop') return stopped(lane.because)
      if (lane.next === 'wait') slowDowns += 1
      if (slowDowns >= patience)
        return err({ kind: 'rateLimited', retryAfter: null, text: 'The remote keeps asking to slow down' })
      if (lane.next !== 'goOn') break
      await context.ports.breathe()
    }
  }
  return ok({ applied, kinds })
}

/**
 * Nothing of the batch could be said, and nothing here can change that at once: it waits for the next look. Where a key is
 * disputed that stays so until somebody's record is read anew.
 */
function noteUnsaid({ memory, store }: EngineContext, { intents }: PlannedBatch): void {
  for (const { uid, action, changeIDs } of intents) {
    const disputed = [uid, ...cellsOf(action)].some((record) => isDisputed(store.reader, record))
    for (const id of changeIDs) {
      const state = getChange(store.reader, id)?.state
      if (state !== 'ready' && state !== 'blocked') continue
      memory.unsaid.add(id)
      if (disputed) memory.disputed.add(id)
    }
  }
}

const outOfOrder: RemoteFailure = {
  ...{ kind: 'uncertain', cause: 'serverError', status: 500, complete: false },
  text: 'The remote breaks over everything it is sent',
}

function stopped(because: 'offline' | 'unauthorized' | 'signIn'): Failure {
  if (because === 'unauthorized') return err({ kind: 'unauthorized', status: 401, text: '' })
  if (because === 'signIn') return err({ kind: 'redirected', status: 302, text: '' })
  return err({ kind: 'notSent', cause: 'network', text: '' })
}

/** Looks at lost answers that can be settled now, or soon. */
async function settle(context: EngineContext): Promise<Result<void, RemoteFailure>> {
  const { clock } = context.ports
  const waits = context.options.settleSeconds * 1000 <= shortSettleMs
  const until = clock.monotonic() + 2 * shortSettleMs
  for (;;) {
    const due = nextDueAt(context)
    if (due === null) return ok(undefined)
    const wait = due - clock.monotonic()
    if (wait > 0 && !hasWhole(context)) {
      if (!waits || due > until) return ok(undefined)
      await clock.sleep(wait, context.signal)
      if (context.signal.aborted) throw new Stopped()
    }
    const verified = await verifyLost(context)
    if (!verified.ok) return verified
  }
}

/** What was written is read once more, so that base is what the remote says now. */
async function pullTouched(
  context: EngineContext,
  kinds: ReadonlySet<RecordKind>,
): Promise<Result<number, RemoteFailure>> {
  let changed = 0
  if (context.remote.capabilities.lookEverySeconds !== undefined) return ok(0)
  for (const kind of kinds) {
    const pulled = await pullKind(context, kind, false, 'ordinary')
    if (!pulled.ok) return pulled
    changed += pulled.value
  }
  return ok(changed)
}

/** A failure of the way to the remote, as a person reads it. */
export function failureError(failure: RemoteFailure): AppError {
  const details = failure.text === '' ? {} : { text: failure.text }
  switch (failure.kind) {
    case 'notSent':
      if (failure.cause === 'credentials')
        return appError('unauthorized', 'There is no key for this connection. Enter it in the settings.', details)
      if (failure.cause === 'certificate')
        return appError('remote', 'The remote could not prove who it is (certificate). Nothing was sent.', details)
      return appError('offline', 'The remote was not reached. What you do is kept here and sent later.', details)
    case 'unauthorized':
      return appError('unauthorized', 'The remote refused the key. Enter a valid one in the settings.', details)
    case 'rateLimited':
      return appError('remote', 'The remote asked to slow down. It is tried again later.', details)
    case 'redirected':
      return appError(
        'offline',
        'The network wants a sign-in first (a Wi-Fi portal answered in place of the remote).',
        { ...details, signIn: true },
      )
    case 'refused':
    case 'tooLarge':
      return appError('remote', `The remote refused a request: ${failure.text}`, details)
    case 'uncertain':
      if (failure.cause === 'timeout' || failure.cause === 'reset')
        return appError('offline', 'The connection to the remote broke off.', details)
      if (failure.status === 503)
        return appError('remote', 'The remote is out of service for the moment. It is tried again later.', details)
      return appError(
        'remote',
        'The remote answered with something that cannot be used. It is tried again later.',
        details,
      )
    default:
      return unreachable(failure)
  }
}
