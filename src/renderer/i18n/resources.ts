import catalogueDe from './de/catalogue.json'
import codesDe from './de/codes.json'
import commandsDe from './de/commands.json'
import commonDe from './de/common.json'
import countDe from './de/count.json'
import dataDe from './de/data.json'
import itemsDe from './de/items.json'
import labelsDe from './de/labels.json'
import mappingDe from './de/mapping.json'
import movesDe from './de/moves.json'
import paperDe from './de/paper.json'
import practiceDe from './de/practice.json'
import remotesDe from './de/remotes.json'
import reviewDe from './de/review.json'
import scannerDe from './de/scanner.json'
import settingsDe from './de/settings.json'
import syncDe from './de/sync.json'
import welcomeDe from './de/welcome.json'
import catalogue from './en/catalogue.json'
import codes from './en/codes.json'
import commands from './en/commands.json'
import common from './en/common.json'
import count from './en/count.json'
import data from './en/data.json'
import items from './en/items.json'
import labels from './en/labels.json'
import mapping from './en/mapping.json'
import moves from './en/moves.json'
import paper from './en/paper.json'
import practice from './en/practice.json'
import remotes from './en/remotes.json'
import review from './en/review.json'
import scanner from './en/scanner.json'
import settings from './en/settings.json'
import sync from './en/sync.json'
import welcome from './en/welcome.json'

/** One namespace per feature, `common` for the frame and the parts. English is the original. */
export const en = {
  catalogue,
  codes,
  commands,
  common,
  count,
  data,
  items,
  labels,
  mapping,
  moves,
  paper,
  practice,
  remotes,
  review,
  scanner,
  settings,
  sync,
  welcome,
}

/** Any language must have every key of the original: a missing one is a type error. */
type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }

export const de: Shape<typeof en> = {
  catalogue: catalogueDe,
  codes: codesDe,
  commands: commandsDe,
  common: commonDe,
  count: countDe,
  data: dataDe,
  items: itemsDe,
  labels: labelsDe,
  mapping: mappingDe,
  moves: movesDe,
  paper: paperDe,
  practice: practiceDe,
  remotes: remotesDe,
  review: reviewDe,
  scanner: scannerDe,
  settings: settingsDe,
  sync: syncDe,
  welcome: welcomeDe,
}
