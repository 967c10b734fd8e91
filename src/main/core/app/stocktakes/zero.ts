import { appError, type AppError } from '../../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../../shared/domain/result.ts'
import { saveAnswer } from '../../store/answers.ts'
import { marks } from '../../store/cell-snapshot.ts'
import type { Reader, Writer } from '../../store/database.ts'
import { addPieces, getLongAct, promiseAct } from '../../store/long-acts.ts'
import { currentPerson } from '../../store/people.ts'
import { getLine } from '../../store/stocktake-lines.ts'
import { isInScope, scopeAfter, type Stocktake } from '../../store/stocktakes.ts'
import { unhurried } from '../../sync/unhurried.ts'
import { findRecord } from '../gesture.ts'
import type { AppContext, JobHandler, Outcome } from '../handlers.ts'
import { findOpenStocktake } from './find.ts'
import { checkNoLongAct, eventsAtOnce } from './promised.ts'
import { zeroItems } from './zero-items.ts'

/**
 * Blank is not zero (sync.md §9): this is the one act that turns uncounted items into zero, and a person confirms it.
 * Its events carry one gesture in their scanIDs, so that one undo takes the whole act back. A few items become zero in one
 * transaction; many are promised in one and then follow in pieces. The same request waits for what it promised before;
 * another one is refused while an act is under way.
 */
export const zero: JobHandler<'stocktakes.zero'> = async (context, input) => {
  const { store, ports } = context
  const { stocktakeID, skus, requestID } = input
  const found = findOpenStocktake(store.reader, stocktakeID)
  if (!found.ok) return found
  const act = getLongAct(store.reader, stocktakeID)
  if (act !== undefined && act.requestID === requestID) return follow(context, stocktakeID)
  const free = checkNoLongAct(store.reader, found.value)
  if (!free.ok) return free
  const pieces = await unhurried(uncountedPieces(store.reader, found.value, skus), ports)
  if (!pieces.ok) return pieces
  const begun = store.write((writer) => begin(context, writer, input, pieces.value))
  return begun ?? follow(context, stocktakeID)
}

/** Null: it is promised. */
function begin(
  context: AppContext,
  writer: Writer,
  { stocktakeID, requestID }: { readonly stocktakeID: string; readonly requestID?: string | undefined },
  pieces: readonly (readonly number[])[],
): Outcome<'stocktakes.zero'> | null {
  const found = findOpenStocktake(writer, stocktakeID)
  if (!found.ok) return found
  const free = checkNoLongAct(writer, found.value)
  if (!free.ok) return free
  const act = {
    gesture: context.ports.ids.ulid(),
    at: context.ports.clock.now(),
    person: currentPerson(writer),
    ...marks(writer),
  }
  const [items = [], ...rest] = pieces
  if (rest.length > 0) {
    const total = pieces.reduce((sum, piece) => sum + piece.length, 0)
    promiseAct(writer, { ...act, stocktakeID, kind: 'zero', requestID: requestID ?? null, total })
    addPieces(writer, stocktakeID, pieces)
    return null
  }
  const lines = zeroItems(context, writer, found.value, { ...act, items, topic: 'stocktakes' })
  if (requestID !== undefined) saveAnswer(writer, requestID, 'stocktakes.zero', { lines }, act.at)
  return ok({ lines })
}

/** Waits until the act is over and answers what became of it. */
async function follow(context: AppContext, stocktakeID: string): Promise<Outcome<'stocktakes.zero'>> {
  const { lines } = await context.longActs.carryOut(stocktakeID)
  return lines === null ? err(closing) : ok({ lines })
}

const closing: AppError = appError(
  'notAllowed',
  'Hakomori is closing. The items that are left become zero when it is started again.',
  { reason: 'closing' },
)

type Pieces = readonly (readonly number[])[]

/** What is uncounted now, in pieces of a long act. May be interrupted. */
function* uncountedPieces(
  reader: Reader,
  stocktake: Stocktake,
  skus: readonly string[] | undefined,
): Generator<undefined, Result<Pieces, AppError>> {
  const items =
    skus === undefined ? yield* uncountedItems(reader, stocktake) : yield* namedItems(reader, stocktake, skus)
  if (!items.ok) return items
  // In the order of the indexes, so that a piece writes few pages of them.
  const all = [...Float64Array.from(items.value).sort()]
  return ok(
    Array.from({ length: Math.ceil(all.length / eventsAtOnce) }, (_, piece) =>
      all.slice(piece * eventsAtOnce, (piece + 1) * eventsAtOnce),
    ),
  )
}

type Items = Generator<undefined, Result<ReadonlySet<number>, AppError>>

const lookedAtOnce = 1_000

function* uncountedItems(reader: Reader, stocktake: Stocktake): Items {
  const items = new Set<number>()
  for (let page = scopeAfter(reader, stocktake, null, lookedAtOnce); ;) {
    for (const { item, uncounted } of page) if (uncounted === 1) items.add(item)
    const last = page.at(-1)
    if (last === undefined || page.length < lookedAtOnce) return ok(items)
    yield
    page = scopeAfter(reader, stocktake, last, lookedAtOnce)
  }
}

function* namedItems(reader: Reader, stocktake: Stocktake, skus: readonly string[]): Items {
  const items = new Set<number>()
  for (const [index, sku] of skus.entries()) {
    const item = findRecord(reader, stocktake.connection, 'item', sku)
    if (!item.ok) return item
    const { uid } = item.value
    if (isInScope(reader, stocktake, uid) && getLine(reader, stocktake.id, uid) === undefined) items.add(uid)
    if (index % eventsAtOnce === 0) yield
  }
  return ok(items)
}
