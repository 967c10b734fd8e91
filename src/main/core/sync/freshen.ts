import { ok, type Result } from '../../../shared/domain/result.ts'
import type { RemoteFailure } from '../ports.ts'
import { getRecord } from '../store/records.ts'
import { guardOf, bumpOf } from './capabilities.ts'
import type { EngineContext } from './context.ts'
import { isRelative, type Intent } from './intent.ts'
import type { PlannedBatch } from './split.ts'
import { pullKind } from './pull.ts'
import { pullOne } from './pull-one.ts'

/** Rule 7: before a write, a pre-image no older than this. */
const oldestPreImage = 30_000
/** Before a counted figure is posted, the row is read again at once (sync.md §9). */
const oldestFigure = 2_000
/** Longer than this nobody waits for a certificate: without one a lost answer is asked about. */
const longestSpacing = 5_000
/** Up to so many records are read one by one where a listing of changes would not show stock. */
const singleReads = 10

/** Makes the pre-images of a batch fresh, and waits where a certificate needs time since our own last write. */
export async function freshen(
  context: EngineContext,
  { recordKind, intents }: PlannedBatch,
): Promise<Result<void, RemoteFailure>> {
  const { memory, ports, signal } = context
  for (const { uid } of intents) memory.absent.delete(uid)
  const spacedAt = bumpOf(memory.learnt) === 'no' ? 0 : spacing(context, intents)
  const wait = spacedAt - ports.clock.monotonic()
  if (wait > 0) await ports.clock.sleep(wait, signal)
  const now = ports.clock.monotonic()
  const listed = !needsStock({ recordKind, intents }) || bumpOf(memory.learnt) === 'yes'
  const readAt = (listed ? memory.readAt : memory.wholeReadAt).get(recordKind)
  const { relativeStock, changedSince } = context.remote.capabilities
  const writesFigures = ({ action }: Intent): boolean =>
    action.kind === 'figure' || (!relativeStock && isRelative(action))
  const oldest = intents.some(writesFigures) ? oldestFigure : oldestPreImage
  if (readAt !== undefined && now - readAt <= oldest && readAt >= spacedAt) return ok(undefined)
  // Where changes can't be listed, a listing of them is one of everything.
  return refresh(context, { recordKind, intents }, listed && changedSince)
}

const needsStock = ({ recordKind, intents }: Read): boolean =>
  recordKind === 'item' && intents.some(({ action }) => isRelative(action) || action.kind === 'figure')

type Read = Pick<PlannedBatch, 'recordKind' | 'intents'>

/**
 * When every relative intent is at least g and a tick past our own last write of its record: a later write could not be
 * told from that one by its stamp. Goals need no certificate, so they never wait.
 */
function spacing({ memory }: EngineContext, intents: readonly Intent[]): number {
  const apart = Math.min(longestSpacing, guardOf(memory.learnt) + (memory.learnt.tick ?? 1000))
  const wrote = intents
    .filter((intent) => isRelative(intent.action))
    .flatMap((intent) => memory.wroteAt.get(intent.uid) ?? [])
  return wrote.length === 0 ? 0 : Math.max(...wrote) + apart
}

async function refresh(
  context: EngineContext,
  { recordKind, intents }: Read,
  /** Whether a listing of what changed shows all that is needed. */
  listed: boolean,
): Promise<Result<void, RemoteFailure>> {
  const { store } = context
  if (!listed && intents.length <= singleReads) {
    for (const { uid } of intents) {
      const key = getRecord(store.reader, uid)?.base?.key
      if (key === undefined) continue
      const read = await pullOne(context, recordKind, key)
      if (!read.ok) return read
      if (read.value === null) context.memory.absent.add(uid)
    }
    return ok(undefined)
  }
  const pulled = await pullKind(context, recordKind, !listed, 'reserved')
  return pulled.ok ? ok(undefined) : pulled
}
