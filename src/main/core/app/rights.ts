import type { MethodName, ParsedInput } from '../../../shared/contract/contract.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import type { Role } from '../../../shared/domain/rights.ts'
import type { Reader } from '../store/database.ts'
import { figuresHiddenFromViewer } from './hidden-figures.ts'
import { currentRights } from './people.ts'

/** What a method needs; a method that is not named here is open to everybody. */
const needed: Readonly<Partial<Record<MethodName, Role>>> = {
  'stocktakes.open': 'review',
  'stocktakes.review': 'review',
  'stocktakes.decide': 'review',
  'stocktakes.zero': 'review',
  'stocktakes.stop': 'review',
  'stocktakes.post': 'review',
  'stocktakes.cancel': 'review',
  'stocktakes.dryRun': 'review',
  'stocktakes.proposals': 'review',
  'stocktakes.transfer': 'review',
  'stocktakes.accuracy': 'review',
  'stocktakes.readFile': 'review',
  'stocktakes.merge': 'review',
  'stocktakes.report': 'review',
  'stocktakes.events': 'review',
  'stocktakes.variance': 'review',
  'stocktakes.handOver': 'review',
  'stocktakes.takeBack': 'review',
  'stocktakes.evidence': 'review',
  'stocktakes.approve': 'approve',
  'stock.set': 'review',
  'items.delete': 'administer',
  'warehouses.create': 'administer',
  'warehouses.update': 'administer',
  'warehouses.delete': 'administer',
  'connections.save': 'administer',
  'connections.remove': 'administer',
  'connections.use': 'administer',
  'connections.try': 'administer',
  'people.add': 'administer',
  'people.update': 'administer',
  'people.remove': 'administer',
  'queue.decide': 'review',
  'barcodes.import': 'review',
  'barcodes.undoImport': 'review',
  'barcodes.setRules': 'administer',
  'data.restore': 'administer',
  'data.repair': 'administer',
}

/** Of damaged data nobody may be able to sign in, so whoever is there may save it. */
const rescues: readonly MethodName[] = ['data.restore', 'data.repair']

/** Rules decide what everybody else has to do; the rest of the settings is everybody's own. */
const roleFor = (method: MethodName, input: unknown): Role | undefined => {
  if (method === 'settings.set' && changesRules(input)) return 'administer'
  if (method === 'stocktakes.findScope' && asksForClasses(input)) return 'review'
  return method === 'connections.test' && triesAnother(input) ? 'administer' : needed[method]
}

const changesRules = (input: unknown): boolean => {
  const { changes } = input as { readonly changes: Readonly<Record<string, unknown>> } // safe: parsed by the method's schema
  return changes['rules'] !== undefined || changes['blind'] !== undefined || changes['reasons'] !== undefined
}

/** Which items are worth most tells how many there are. */
const asksForClasses = (input: unknown): boolean => {
  const { classes = [] } = input as ParsedInput<'stocktakes.findScope'> // safe: parsed by the method's schema
  return classes.length > 0
}

/** Saved credentials must not be sent to an address that somebody makes up. */
const triesAnother = (input: unknown): boolean => {
  const { baseUrl, remote } = input as { readonly baseUrl?: string; readonly remote?: string } // safe: parsed by the method's schema
  return baseUrl !== undefined || remote !== undefined
}

interface Asked {
  readonly method: MethodName
  readonly input: unknown
  /** Damage was found in the data. */
  readonly damaged: boolean
}

/** The refusal, or null where whoever is signed in may call the method. */
export function refusal(reader: Reader, { method, input, damaged }: Asked): AppError | null {
  if (damaged && rescues.includes(method)) return null
  const role = roleFor(method, input)
  if (role === undefined || currentRights(reader).includes(role)) return tellingOrder(reader, method, input)
  return needsRole(role, method)
}

export const needsRole = (role: Role, method: MethodName): AppError =>
  appError('notAllowed', sentences[role], { role, method })

/** An order or a filter by figures tells them as well as showing them. */
function tellingOrder(reader: Reader, method: MethodName, input: unknown): AppError | null {
  if (method !== 'items.list') return null
  const { filter, sort } = input as ParsedInput<'items.list'> // safe: parsed by the method's schema
  if (!byFigure.includes(filter) && sort?.by !== 'quantity') return null
  if (figuresHiddenFromViewer(reader) === null) return null
  return appError('notAllowed', 'Figures are hidden while a blind count is open. Choose another order or filter.', {
    method,
  })
}

const byFigure: readonly string[] = ['inStock', 'outOfStock', 'negative']

const sentences: Readonly<Record<Role, string>> = {
  count: 'You may not count here. Ask whoever administers this PC.',
  review: 'Only somebody who may review can do that. Ask them to sign in (Ctrl L).',
  approve: 'Only somebody who may approve can do that. Ask them to sign in (Ctrl L).',
  administer: 'Only somebody who may administer this PC can do that. Ask them to sign in (Ctrl L).',
}
