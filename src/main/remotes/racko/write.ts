/**
 * A batch of one as the mapping words it. What the mapping has no words for is told, not sent: no field is dropped in
 * silence. The text is canonical, since it is hashed into the journal before it is sent.
 */
import type { Batch, CreateRow, DeltaRow, RecordFields, TransferRow, UpdateRow } from '../../core/ports.ts'
import type { Mapping, WritingPart } from '../../../shared/domain/mapping/schema.ts'
import { hasSign } from '../../../shared/domain/mapping/signs.ts'
import { fillPath, fillTemplate, type TemplateValues } from '../../../shared/domain/mapping/template.ts'
import { negate } from '../../../shared/domain/quantity.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import { sendable, unconfirmedFor } from './capabilities.ts'
import { withQuery } from './pages.ts'

export interface WriteRequest {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body: string
}

/** What only the moment of sending knows. */
export interface Moment {
  /** By the clock of the remote, in milliseconds; null: it has not told. */
  readonly now: number | null
  /** Racko's id of an item, from what was read. */
  idOf(sku: string): string | undefined
}

export const partOf = (endpoint: Batch['endpoint']): WritingPart =>
  endpoint === 'increment' || endpoint === 'decrement' || endpoint === 'setStock' ? 'adjustment' : endpoint

/** Whether the mapping asks for something that a read has to tell first. */
export function needsRead(mapping: Mapping, batch: Batch, { now, idOf }: Moment): boolean {
  const part = sendable(mapping, partOf(batch.endpoint))
  const [row] = batch.rows
  if (part === null || row === undefined) return false
  const known = 'serverID' in row ? row.serverID : undefined
  const noID = hasSign(part, 'id') && known === undefined && idOf(skuOf(row)) === undefined
  return noID || (now === null && (hasSign(part, 'date') || hasSign(part, 'time')))
}

export const skuOf = (row: Batch['rows'][number]): string => ('key' in row ? row.key : row.sku)

/** The request, or why there is none. */
export function writeRequest(mapping: Mapping, batch: Batch, moment: Moment): Result<WriteRequest, string> {
  const name = partOf(batch.endpoint)
  const part = sendable(mapping, name)
  if (part === null) return err(whyNot(mapping, name))
  const values = valuesOf(batch)
  if (!values.ok) return values
  const said: TemplateValues = { ...values.value, ...always(batch, moment) }
  const lacking = lackingSign(part, values.value)
  if (lacking !== null)
    return err(`The part "${name}" of the mapping has no place for {${lacking}}, so nothing was sent`)
  const all: TemplateValues = { ...said, ...(said['id'] === undefined && { id: moment.idOf(String(said['sku'])) }) }
  const absent = (['id', 'date', 'time'] as const).find((sign) => hasSign(part, sign) && all[sign] === undefined)
  if (absent !== undefined) return err(`${String(said['sku'])}: ${absentText[absent]}`)
  const path = fillPath(part.path, all)
  if (path === null) return err(`The path of the part "${name}" asks for something that is not known`)
  // safe: a template of scalars is filled with scalars
  const query = fillTemplate(part.query ?? {}, all) as Readonly<Record<string, string | number | boolean>>
  const body = part.body === undefined ? '' : JSON.stringify(fillTemplate(part.body, all))
  return ok({ method: part.method, path: withQuery(path, query), body })
}

function whyNot(mapping: Mapping, part: WritingPart): string {
  const missing = unconfirmedFor(mapping, part)
  if (missing !== null && mapping[missing] === undefined)
    return `The mapping does not say how Racko is told this: the part "${missing}" is missing`
  return missing === null || missing === part
    ? `The part "${part}" of the mapping is not confirmed, so nothing is written by it`
    : `The part "${missing}" of the mapping is not confirmed, so nothing is written by the part "${part}"`
}

const absentText = {
  id: 'the mapping asks for Racko’s id of the item, and no listing has told it yet',
  date: 'the mapping asks for the date, and Racko’s answers do not say what day it is',
  time: 'the mapping asks for the time, and Racko’s answers do not say what time it is',
} as const

function always({ token }: Batch, { now }: Moment): TemplateValues {
  const time = now === null ? undefined : new Date(now).toISOString()
  return { token, date: time?.slice(0, 10), time: time === undefined ? undefined : `${time.slice(0, 19)}Z` }
}

/** What is to be said, by the names of the placeholders. */
function valuesOf(batch: Batch): Result<TemplateValues, string> {
  switch (batch.endpoint) {
    case 'create':
      return batch.kind === 'item' ? alone(batch.rows, createValues) : err(itemsOnly)
    case 'update':
      return batch.kind === 'item' ? alone(batch.rows, updateValues) : err(itemsOnly)
    case 'delete':
      return batch.kind === 'item'
        ? alone(batch.rows, ({ key, serverID }) => ok({ sku: key, id: serverID }))
        : err(itemsOnly)
    case 'increment':
      return alone(batch.rows, (row) => ok({ ...cell(row), delta: row.quantity }))
    case 'decrement':
      return alone(batch.rows, (row) => ok({ ...cell(row), delta: negate(row.quantity) }))
    case 'setStock':
      return alone(batch.rows, (row) => ok({ ...cell(row), figure: row.quantity }))
    case 'transfer':
      return alone(batch.rows, ({ sku, serverID, from, to, quantity }: TransferRow) =>
        ok({ sku, id: serverID, from, to, quantity }),
      )
    default:
      return unreachable(batch)
  }
}

const itemsOnly = 'Racko’s mapping knows items only'

function alone<T>(rows: readonly T[], values: (row: T) => Result<TemplateValues, string>) {
  const [row, ...others] = rows
  if (row === undefined || others.length > 0) throw new Error('Racko takes one record in a request')
  return values(row)
}

const cell = ({ sku, serverID, warehouseID }: DeltaRow): TemplateValues => ({
  sku,
  id: serverID,
  location: warehouseID,
})

function createValues({ key, fields, stock = [] }: CreateRow): Result<TemplateValues, string> {
  if (stock.some(({ quantity }) => quantity !== 0))
    return err('Racko gets first figures by adjustments only: create the item without figures, then receive them')
  const said = fieldValues(fields)
  return said.ok ? ok({ sku: key, ...said.value }) : said
}

function updateValues({ key, serverID, newKey, fields }: UpdateRow): Result<TemplateValues, string> {
  const said = fieldValues(fields)
  return said.ok ? ok({ sku: key, id: serverID, newSku: newKey, ...said.value }) : said
}

function fieldValues({ name, price, expires, components }: RecordFields): Result<TemplateValues, string> {
  if ((expires ?? null) !== null) return err('Racko’s items have no date of expiry: it is kept by lots')
  if (components !== undefined) return err(itemsOnly)
  return ok({ ...(name !== undefined && { name }), ...(price !== undefined && { price }) })
}

/** Something to be written that the template does not write. Who the item is may be said in either way. */
function lackingSign(part: Parameters<typeof hasSign>[0], values: TemplateValues): string | null {
  const written = Object.keys(values).filter((sign) => values[sign] !== undefined && sign !== 'sku' && sign !== 'id')
  return written.find((sign) => !hasSign(part, sign)) ?? null
}
