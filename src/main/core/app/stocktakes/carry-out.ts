import { saveAnswer } from '../../store/answers.ts'
import type { Writer } from '../../store/database.ts'
import { gesturePage, standingOfGesture } from '../../store/gestures.ts'
import { finishAct, getLongAct, nextPiece, removePiece, saveProgress, type LongAct } from '../../store/long-acts.ts'
import { getStocktake, type Stocktake } from '../../store/stocktakes.ts'
import type { AppContext } from '../handlers.ts'
import { createLongActs, type Carried, type LongActs } from './long-acts.ts'
import { eventsAtOnce } from './promised.ts'
import { undoEvents } from './undo.ts'
import { zeroItems } from './zero-items.ts'

/** `context`: asked for when a piece is due, because it holds what is made here. */
export const longActsOf = (
  context: () => AppContext,
  { ports, closing }: Pick<AppContext, 'ports' | 'closing'>,
): LongActs =>
  createLongActs({
    ports,
    closing,
    piece: (id) => context().store.write((writer) => carryOutPiece(context(), writer, id)),
    noteFailure: (id, error) => {
      const { keeping } = context()
      ports.log('error', 'A piece of a long act failed', { stocktakeID: id, error: String(error) })
      keeping.noteFailure(error)
      return keeping.damage() === null ? 'again' : 'damaged'
    },
  })

/** One piece of the long act that was promised in a stocktake; answers what came of it once it is over. */
function carryOutPiece(context: AppContext, writer: Writer, stocktakeID: string): Carried | null {
  const act = getLongAct(writer, stocktakeID)
  const stocktake = getStocktake(writer, stocktakeID)
  if (act === undefined || stocktake === undefined) return { lines: 0 }
  const { kind, requestID, lines } = act
  const goesOn =
    kind === 'zero' ? zeroPiece(context, writer, stocktake, act) : undoPiece(context, writer, stocktake, act)
  if (goesOn) return null
  if (requestID !== null) saveAnswer(writer, requestID, 'stocktakes.zero', { lines }, context.ports.clock.now())
  finishAct(writer, stocktakeID)
  return { lines }
}

function zeroPiece(context: AppContext, writer: Writer, stocktake: Stocktake, act: LongAct): boolean {
  const next = nextPiece(writer, stocktake.id)
  if (next === undefined) return false
  const lines = zeroItems(context, writer, stocktake, { ...act, items: next.items, topic: 'progress' })
  removePiece(writer, stocktake.id, next.piece)
  saveProgress(writer, stocktake.id, { ...act, done: act.done + next.items.length, lines: act.lines + lines })
  return true
}

function undoPiece(context: AppContext, writer: Writer, stocktake: Stocktake, act: LongAct): boolean {
  const page = gesturePage(writer, stocktake.id, act, eventsAtOnce)
  const [from] = page
  const to = page.at(-1)
  if (from === undefined || to === undefined) return false
  const standing = standingOfGesture(writer, stocktake.id, act.gesture, { from, to })
  undoEvents(context, writer, stocktake, standing, { person: act.person, topic: 'progress' })
  saveProgress(writer, stocktake.id, { ...act, done: act.done + page.length, reached: to })
  return true
}
