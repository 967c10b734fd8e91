import { appError, type AppError } from '../../../shared/contract/errors.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import { readScannedCode } from '../../../shared/domain/barcode.ts'
import { particularsOf, readContent } from '../../../shared/domain/code-content.ts'
import { rulesProblem } from '../../../shared/domain/code-rules.ts'
import { teachableCode } from '../../../shared/domain/code-teaching.ts'
import { readGs1 } from '../../../shared/domain/gs1-gate.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import {
  codesLike,
  findCode,
  removeCode,
  removeCodes,
  resolveCode,
  saveCode,
  type ResolvedCode,
} from '../store/barcodes.ts'
import { listCodes } from '../store/code-list.ts'
import { readCodeRules, saveCodeRules } from '../store/code-rules.ts'
import { connectionInUse } from '../store/connections.ts'
import { aboutUnknown } from './about-unknown.ts'
import { holderOf, type CodeHolder } from './code-holder.ts'
import type { CommandHandler, Commands, Queries, QueryHandler } from './handlers.ts'
import { connected, findRecord } from './gesture.ts'
import { countAllKept, countKept } from './count-kept.ts'
import { keptOfBundle } from './kept-of-bundle.ts'
import { checkNotReserved } from './reserved.ts'
import { reopenKept } from './reopen-codes.ts'

/** Barcodes: what codes stand for. Those that people teach stay on this PC, so nothing here is queued. */

const resolve: QueryHandler<'barcodes.resolve'> = (context, reader, { code }) => {
  const connection = connectionInUse(reader)?.id
  const known = connection === undefined ? null : resolveCode(reader, connection, code)
  if (known?.via === 'alias' || known?.via === 'sku') return ok(knownAs(known))
  const content = contentFields(code, new Date(context.ports.clock.now()).getUTCFullYear())
  if (known !== null) return ok({ ...content, ...knownAs(known) })
  const scanned = readScannedCode(code)
  const teaches = teachableCode(scanned, readCodeRules(reader))
  return ok({
    outcome: 'unknown',
    ...content,
    ...(connection === undefined ? {} : aboutUnknown(reader, connection, code)),
    ...(teaches === scanned.text ? {} : { teaches }),
    ...unreadableFields(code),
  })
}

type Resolved = Output<'barcodes.resolve'>

function knownAs({ via, sku, name, quantity, warning }: ResolvedCode): Resolved {
  return { outcome: 'known', via, sku, name, quantity, ...(warning === null ? {} : { warning }) }
}

/** What a GS1 code says by itself; members it doesn't say are left out. */
function contentFields(code: string, year: number): Partial<Resolved> {
  const content = readContent(readScannedCode(code))
  if (content === null) return {}
  const { gtin, count, weight, price, lostSeparator } = content
  const said = Object.entries({ gtin, ...particularsOf(content, year), count, weight, price })
  const fields: Partial<Resolved> = Object.fromEntries(said.filter(([, value]) => value !== null))
  return lostSeparator ? { ...fields, warning: 'lostSeparator' } : fields
}

function unreadableFields(code: string): Partial<Resolved> {
  const reading = readGs1(readScannedCode(code))
  if (reading.ok || reading.error.kind !== 'unreadable') return {}
  const { problem, lostSeparator } = reading.error
  return { unreadable: problem, ...(lostSeparator ? { warning: 'lostSeparator' } : {}) }
}

const list: QueryHandler<'barcodes.list'> = (_context, reader, { sku, search, offset, limit }) => {
  const connection = connectionInUse(reader)?.id
  if (connection === undefined) return ok({ rows: [], total: 0 })
  const item = sku === undefined ? null : findRecord(reader, connection, 'item', sku)
  if (item !== null && !item.ok) return item
  return ok(listCodes(reader, { connection, item: item?.value.uid ?? null, search, offset, limit }))
}

/**
 * A code that stands for another item already, as its alias, its SKU or another way of writing its GTIN, is refused:
 * two answers to one scan would be a coin toss. An alias can be moved; a SKU can't. Assigning it again to the same item
 * changes its pieces. What the remote gave to another item is overruled where a person says so, and stays there.
 */
const assign: CommandHandler<'barcodes.assign'> = (context, writer, input) => {
  const connection = connected(writer)
  if (!connection.ok) return connection
  const { id } = connection.value
  const item = findRecord(writer, id, input.record, input.sku)
  if (!item.ok) return item
  const code = teachableCode(readScannedCode(input.code), readCodeRules(writer))
  const free = checkNotReserved(code)
  if (!free.ok) return free
  if (code === '')
    return err(appError('invalid', 'The code is empty.', { issues: [{ path: 'code', message: 'is empty' }] }))
  const holder = holderOf(writer, id, code)
  if (holder !== null && holder.uid !== item.value.uid) {
    const others = codesLike(writer, id, code).filter((saved) => saved.item === holder.uid)
    const movable = others.length > 0 || holder.via === 'remote'
    if (!input.move || !movable) return err(taken(code, input.sku, holder))
    removeCodes(
      writer,
      id,
      others.map((saved) => saved.code),
    )
  }
  saveCode(writer, id, code, item.value.uid, input.quantity, context.ports.clock.now())
  const { uid } = item.value
  return input.record === 'item'
    ? ok({ code, counted: countKept(context, writer, id, uid), left: 0 })
    : ok({ code, counted: 0, left: keptOfBundle(writer, id, uid) })
}

function taken(code: string, sku: string, holder: CodeHolder): AppError {
  const name = holder.name === null || holder.name === '' ? '' : ` (${holder.name})`
  const how = holder.via === 'sku' ? 'is the SKU of' : 'already stands for'
  const remedy =
    holder.via === 'remote' ? 'The remote says so; move it to overrule that here.' : 'Remove it there first.'
  return appError('exists', `The code ${code} ${how} ${holder.sku}${name} and can’t stand for ${sku} too. ${remedy}`, {
    code,
    sku,
    holder: { sku: holder.sku, name: holder.name, via: holder.via },
  })
}

const remove: CommandHandler<'barcodes.remove'> = (context, writer, { code, reopen }) => {
  const connection = connected(writer)
  if (!connection.ok) return connection
  const { id } = connection.value
  const scanned = readScannedCode(code)
  const known = [code, scanned.text, teachableCode(scanned, readCodeRules(writer))]
    .map((text) => findCode(writer, id, text))
    .find((saved) => saved !== undefined)
  if (!known) return err(appError('notFound', `Nobody taught the code ${code}.`, { code }))
  removeCode(writer, id, known.code)
  return ok({ reopened: reopen ? reopenKept(context, writer, id, known) : 0 })
}

const rules: QueryHandler<'barcodes.rules'> = (_context, reader) => ok({ rules: readCodeRules(reader) })

/** Kept scans that the new rules can read are counted at once. */
const setRules: CommandHandler<'barcodes.setRules'> = (context, writer, input) => {
  const found = rulesProblem(input.rules)
  if (found !== null) {
    const { index, problem, other } = found
    const pattern = input.rules[index]?.pattern ?? ''
    return err(
      appError('invalid', `The pattern ${pattern} can’t be used: ${problem}.`, { index, problem, other, pattern }),
    )
  }
  saveCodeRules(writer, input.rules)
  const connection = connectionInUse(writer)
  return ok({ counted: connection ? countAllKept(context, writer, connection.id) : 0 })
}

export const barcodeQueries = {
  'barcodes.resolve': resolve,
  'barcodes.list': list,
  'barcodes.rules': rules,
} satisfies Partial<Queries>
export const barcodeCommands = {
  'barcodes.assign': assign,
  'barcodes.remove': remove,
  'barcodes.setRules': setRules,
} satisfies Partial<Commands>
