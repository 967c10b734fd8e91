import { z } from 'zod'
import { create } from 'zustand'
import type { TapeRow } from '../../../shared/contract/stocktake-rows.ts'
import { rescuedList } from '../../data/rescued.ts'
import {
  attemptSchema,
  rescue,
  rescuedScans,
  unsavedScans,
  without,
  type UnsavedScans,
} from '../../data/unsaved-scans.ts'
import type { Attempt, ShownEvent } from './shown-event.ts'
import { addOlder, addRow, mergeHead, type TapeRows } from './tape-rows.ts'

/**
 * State of the count screen that outlives a visit to another place: what the card shows, the tape as far as it is here,
 * and above all the scans that are not on disk. Those leave this list only by being saved or by a person's word.
 */

/** A label scanned while no count was chosen. */
export type Waiting = Omit<Attempt, 'stocktakeID' | 'again'>

export interface CountState extends UnsavedScans<Attempt> {
  readonly cards: Readonly<Record<string, ShownEvent>>
  readonly tapes: Readonly<Record<string, TapeRows>>
  readonly waiting: readonly Waiting[]
  /** Where the counter of each stocktake stands; none: they said nothing. */
  readonly places: Readonly<Record<string, string>>
  show(stocktakeID: string, event: ShownEvent): void
  /** A scan is on disk: card, tape and lists in one change, because a burst renders once per change. */
  land(attempt: Attempt, event: ShownEvent, row: TapeRow | null): void
  mergeHead(stocktakeID: string, head: TapeRows): void
  addOlder(stocktakeID: string, older: TapeRows): void
  keepWaiting(scan: Waiting): void
  takeWaiting(): readonly Waiting[]
  dropWaiting(): void
  /** Somebody else counts now, who may not see what is here. */
  hide(stocktakeID: string): void
  /** Null: nowhere in particular. */
  setPlace(stocktakeID: string, place: string | null): void
}

const countedSchema = attemptSchema.extend({
  stocktakeID: z.string(),
  waited: z.boolean().optional(),
  place: z.string().nullable().default(null),
})
const waitingSchema = countedSchema.omit({ stocktakeID: true, again: true })

const keptScans = rescuedScans<Attempt>('count', countedSchema)
const keptWaiting = rescuedList('waiting', waitingSchema, ({ scanID }) => scanID)
const keptPlaces = rescuedList('places', z.tuple([z.string(), z.string()]), ([stocktakeID]) => stocktakeID)

export const useCountState = create<CountState>()((set, get) => {
  const setTape = (id: string, change: (rows: TapeRows) => TapeRows): void =>
    set((state) => {
      const before = state.tapes[id] ?? []
      const after = change(before)
      return after === before ? state : { tapes: { ...state.tapes, [id]: after } }
    })
  return {
    ...unsavedScans(keptScans, set),
    cards: {},
    tapes: {},
    places: Object.fromEntries(keptPlaces.read()),
    waiting: keptWaiting.read(),
    show: (id, event) => set((state) => ({ cards: { ...state.cards, [id]: event } })),
    mergeHead: (id, head) => setTape(id, (rows) => mergeHead(rows, head)),
    addOlder: (id, older) => setTape(id, (rows) => addOlder(rows, older)),
    land: ({ stocktakeID: id, scanID }, event, row) =>
      set(({ cards, tapes, unsaved }) => ({
        cards: { ...cards, [id]: event },
        tapes: row === null ? tapes : { ...tapes, [id]: addRow(tapes[id] ?? [], row) },
        unsaved: without(unsaved, scanID),
      })),
    keepWaiting: (scan) => set(({ waiting }) => ({ waiting: [...waiting, scan] })),
    takeWaiting: () => {
      const { waiting } = get()
      if (waiting.length > 0) set({ waiting: [] })
      return waiting
    },
    dropWaiting: () => set({ waiting: [] }),
    hide: (id) =>
      set(({ cards, tapes }) => {
        const { [id]: _card, ...otherCards } = cards
        const { [id]: _tape, ...otherTapes } = tapes
        return { cards: otherCards, tapes: otherTapes }
      }),
    setPlace: (id, place) =>
      set(({ places }) => {
        const { [id]: _left, ...others } = places
        return { places: place === null ? others : { ...others, [id]: place } }
      }),
  }
})

rescue(useCountState, keptScans)
useCountState.subscribe(({ waiting, places }, before) => {
  if (waiting !== before.waiting) keptWaiting.write(waiting)
  if (places !== before.places) keptPlaces.write(Object.entries(places))
})
