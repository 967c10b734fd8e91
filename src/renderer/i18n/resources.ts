import commonDe from './de/common.json'
import countDe from './de/count.json'
import itemsDe from './de/items.json'
import movesDe from './de/moves.json'
import practiceDe from './de/practice.json'
import reviewDe from './de/review.json'
import settingsDe from './de/settings.json'
import syncDe from './de/sync.json'
import welcomeDe from './de/welcome.json'
import common from './en/common.json'
import count from './en/count.json'
import items from './en/items.json'
import moves from './en/moves.json'
import practice from './en/practice.json'
import review from './en/review.json'
import settings from './en/settings.json'
import sync from './en/sync.json'
import welcome from './en/welcome.json'

/** One namespace per feature, `common` for the frame and the parts. English is the original. */
export const en = { common, count, items, moves, practice, review, settings, sync, welcome }

/** Any language must have every key of the original: a missing one is a type error. */
type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }

export const de: Shape<typeof en> = {
  common: commonDe,
  count: countDe,
  items: itemsDe,
  moves: movesDe,
  practice: practiceDe,
  review: reviewDe,
  settings: settingsDe,
  sync: syncDe,
  welcome: welcomeDe,
}
