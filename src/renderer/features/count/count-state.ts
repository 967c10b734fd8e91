import { z } from 'zod'
import { create } from 'zustand'
import { appErrorSchema, type AppError } from '../../../shared/contract/errors.ts'
import type { TapeRow } from '../../../shared/contract/stocktake-rows.ts'
import { rescuedList } from '../../data/rescued.ts'
import { keptOf } from '../../data/slow-scans.ts'
import type { Attempt, ShownEvent } from './shown-event.ts'
import { addOlder, addRow, mergeHead, type TapeRows } from './tape-rows.ts'

/**
 * State of the count screen that outlives a visit to another place: what the card shows, the tape as far as it is here,
 * and above all the scans that are not on disk. Those leave this list only by being saved or by a person's word.
 */
export interface Unsaved {
  readonly attempt: Attempt
  readonly error: AppError
}

/** A label scanned while no count was chosen. */
export type Waiting = Omit<Attempt, 'stocktakeID' | 'again'>

export interface CountState {
  readonly cards: Readonly<Record<string, ShownEvent>>
  readonly tapes: Readonly<Record<string, TapeRows>>
  readonly unsaved: readonly Unsaved[]
  readonly waiting: readonly Waiting[]
  /** Where the counter of each stocktake stands; none: they said nothing. */
  readonly places: Readonly<Record<string, string>>
  /** Scans whose answer takes longer than it should. */
  readonly slow: readonly Attempt[]
  show(stocktakeID: string, event: ShownEvent): void
  /** A scan is on disk: card, tape and lists in one change, because a burst renders once per change. */
  land(attempt: Attempt, event: ShownEvent, row: TapeRow | null): void
  mergeHead(stocktakeID: string, head: TapeRows): void
  addOlder(stocktakeID: string, older: TapeRows): void
  keepUnsaved(attempt: Attempt, error: AppError): void
  forget(scanID: string): void
  keepWaiting(scan: Waiting): void
  takeWaiting(): readonly Waiting[]
  hold(attempt: Attempt): void
  release(scanID: string): void
  /** Somebody else counts now, who may not see what is here. */
  hide(stocktakeID: string): void
  /** Null: nowhere in particular. */
  setPlace(stocktakeID: string, place: string | null): void
}

const unsavedSchema = z.object({
  attempt: z.object({
    stocktakeID: z.string(),
    scanID: z.string(),
    code: z.string(),
    quantity: z.number().nullable(),
    at: z.number(),
    person: z.string().nullable().optional(),
    waited: z.boolean().optional(),
    place: z.string().nullable().default(null),
    again: z.boolean(),
  }),
  error: z.custom<AppError>((value) => appErrorSchema.safeParse(value).success),
})

const keptScans = rescuedList('count', unsavedSchema, ({ attempt }) => attempt.scanID)
const keptPlaces = rescuedList('places', z.tuple([z.string(), z.string()]), ([stocktakeID]) => stocktakeID)

export const useCountState = create<CountState>()((set, get) => {
  const setTape = (id: string, change: (rows: TapeRows) => TapeRows): void =>
    set((state) => {
      const before = state.tapes[id] ?? []
      const after = change(before)
      return after === before ? state : { tapes: { ...state.tapes, [id]: after } }
    })
  return {
    cards: {},
    tapes: {},
    unsaved: keptScans.read(),
    places: Object.fromEntries(keptPlaces.read()),
    waiting: [],
    slow: [],
    show: (id, event) => set((state) => ({ cards: { ...state.cards, [id]: event } })),
    mergeHead: (id, head) => setTape(id, (rows) => mergeHead(rows, head)),
    addOlder: (id, older) => setTape(id, (rows) => addOlder(rows, older)),
    land: ({ stocktakeID: id, scanID }, event, row) =>
      set(({ cards, tapes, unsaved }) => ({
        cards: { ...cards, [id]: event },
        tapes: row === null ? tapes : { ...tapes, [id]: addRow(tapes[id] ?? [], row) },
        unsaved: unsaved.some((other) => other.attempt.scanID === scanID)
          ? unsaved.filter((other) => other.attempt.scanID !== scanID)
          : unsaved,
      })),
    keepUnsaved: (attempt, error) =>
      set(({ unsaved }) => ({
        unsaved: [...unsaved.filter((other) => other.attempt.scanID !== attempt.scanID), { attempt, error }],
      })),
    forget: (scanID) =>
      set(({ unsaved, waiting }) => ({
        unsaved: unsaved.filter((other) => other.attempt.scanID !== scanID),
        waiting: waiting.filter((other) => other.scanID !== scanID),
      })),
    keepWaiting: (scan) => set(({ waiting }) => ({ waiting: [...waiting, scan] })),
    takeWaiting: () => {
      const { waiting } = get()
      if (waiting.length > 0) set({ waiting: [] })
      return waiting
    },
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
    hold: (attempt) => set(({ slow }) => ({ slow: [...slow, attempt] })),
    release: (scanID) => set(({ slow }) => ({ slow: slow.filter((other) => other.scanID !== scanID) })),
  }
})

useCountState.subscribe(({ unsaved, slow, places }, before) => {
  if (unsaved !== before.unsaved || slow !== before.slow) keptScans.write(keptOf(unsaved, slow))
  if (places !== before.places) keptPlaces.write(Object.entries(places))
})
