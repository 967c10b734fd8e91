/** The resource of SKUs: list, create, change, bulk upsert with its null-on-omit rule, and the soft deletion. */
import { z } from 'zod'
import type { Answer, Mishap } from '../api.ts'
import { addSku, changeSku, emptyFields, type Sku, type SkuFields, type State } from './account.ts'
import { page } from './pages.ts'
import { notFound, refusal, success } from './refusal.ts'
import type { HiveSwitches } from './switches.ts'
import { wireSku } from './wire.ts'

/** An answer, and the state after it where it wrote. */
export interface Outcome {
  readonly answer: Answer
  readonly state?: State
}

const only = (answer: Answer): Outcome => ({ answer })

const blank = (value: unknown): boolean => value === undefined || value === null || value === ''

const writable = z.object({
  merchant_sku_id: z.string().nullish(),
  name: z.string().nullish(),
  barcode: z.string().nullish(),
  batch_tracking_enabled: z.boolean().optional(),
  cost_in_cents: z.int().nullish(),
  country_code_of_origin: z.string().length(2).nullish(),
  hs_code: z.string().nullish(),
  image_url: z.url().nullish(),
  weight_in_kg: z.number().nullish(),
})
type Written = z.infer<typeof writable>

export function listSkus(state: State, query: URLSearchParams, switches: HiveSwitches, mishap: Mishap): Answer {
  const keys = query.getAll('merchant_sku_ids[]')
  const created = { gt: 0, gte: 0, lt: 0, lte: 0 }
  for (const name of ['gt', 'gte', 'lt', 'lte'] as const) {
    const text = query.get(`created_at[${name}]`)
    created[name] = text === null ? Number.NaN : Date.parse(text)
    if (text !== null && Number.isNaN(created[name])) return refusal(400, ['bad request'])
  }
  const rows = [...state.skus]
    .reverse()
    .filter(({ status }) => status === 'active' || switches.deletedSkus === 'listed')
    .filter((sku) => keys.length === 0 || keys.includes(sku.merchant_sku_id))
    .filter(({ createdAt: at }) => !(at <= created.gt || at < created.gte || at >= created.lt || at > created.lte))
  return page(
    rows.map((sku) => wireSku(sku, switches)),
    query,
    switches.itemsPerPage,
    mishap,
  )
}

export function createSku(state: State, body: unknown, switches: HiveSwitches, nowMs: number): Outcome {
  const fields = writable.safeParse(body)
  if (!fields.success) return only(refusal(400, ['bad request']))
  const found = byKey(state, fields.data.merchant_sku_id)
  if (found?.status === 'active') return only(refusal(422, ['Merchant sku has already been taken']))
  const written = upsert(state, fields.data, nowMs)
  return 'sku' in written
    ? { answer: success(wireSku(written.sku, switches), 201), state: written.state }
    : only(refusal(422, written))
}

export function updateSku(
  state: State,
  id: number,
  body: unknown,
  switches: HiveSwitches,
  { rowsMissing = 0 }: Mishap,
): Outcome {
  const found = state.skus.find((sku) => sku.id === id)
  if (found === undefined) return only(notFound(`Sku with id ${String(id)}`))
  const fields = writable.safeParse(body)
  if (!fields.success) return only(refusal(400, ['bad request']))
  const said = Object.fromEntries(Object.entries(fields.data).filter(([, value]) => value !== undefined))
  const merged = { ...found, ...said, status: 'active' } satisfies Record<keyof Sku, unknown>
  const problems = problemsOf(merged, state, id)
  if (problems.length > 0) return only(refusal(422, problems))
  const next = changeSku(state, id, () => merged as Sku) // safe: the problems say what must not be blank
  return { answer: success(rowsMissing > 0 ? { success: true } : wireSku(byID(next, id), switches)), state: next }
}

/** What is left out becomes null; only the tracking of batches stays as it is. */
export function bulkUpsert(
  state: State,
  body: unknown,
  switches: HiveSwitches,
  nowMs: number,
  { rowsMissing = 0, interruptAfter = Number.POSITIVE_INFINITY }: Mishap,
): Outcome {
  const bulk = z.object({ skus: z.array(writable).min(1).max(100) }).safeParse(body)
  if (!bulk.success) return only(refusal(400, ['bad request']))
  let next = state
  const done: Sku[] = []
  const problems: string[] = []
  for (const fields of bulk.data.skus) {
    if (done.length >= interruptAfter) return { answer: refusal(500, ['internal server error']), state: next }
    const written = upsert(next, fields, nowMs)
    if ('sku' in written) {
      next = written.state
      done.push(written.sku)
    } else problems.push(...written.map((text) => `${fields.merchant_sku_id ?? ''}: ${text}`))
  }
  if (problems.length > 0 && switches.bulk === 'atomic') return only(refusal(422, problems))
  if (problems.length > 0) return { answer: refusal(422, problems), state: next }
  const rows = done.slice(0, done.length - rowsMissing).map((sku) => wireSku(sku, switches))
  const answers = { array: rows, data: { data: rows }, success: { success: true } }
  return { answer: success(answers[switches.bulkAnswer]), state: next }
}

export function deleteSku(state: State, id: number, switches: HiveSwitches): Outcome {
  const found = state.skus.find((sku) => sku.id === id)
  if (found === undefined) return only(notFound(`Sku with id ${String(id)}`))
  const next = changeSku(state, id, (sku) => ({ ...sku, status: 'deleted' }))
  const empty: Answer = { status: 204, headers: {}, body: { kind: 'text', text: '', type: 'text/plain' } }
  return {
    answer: switches.deleteAnswer === 'sku' ? success(wireSku(byID(next, id), switches)) : empty,
    state: next,
  }
}

/** The written SKU, or what Hive has to say against it. */
function upsert(
  state: State,
  written: Written,
  nowMs: number,
): { readonly sku: Sku; readonly state: State } | readonly string[] {
  const found = byKey(state, written.merchant_sku_id)
  const fields = {
    ...emptyFields,
    batch_tracking_enabled: found?.batch_tracking_enabled ?? false,
    ...Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined)),
  }
  const problems = problemsOf(fields, state, found?.id)
  if (problems.length > 0) return problems
  const whole = fields as SkuFields // safe: the problems say what must not be blank
  const next =
    found === undefined
      ? addSku(state, whole, nowMs)
      : changeSku(state, found.id, (sku) => ({ ...sku, ...whole, status: 'active' }))
  const id = found?.id ?? state.nextID
  return { sku: byID(next, id), state: next }
}

function problemsOf(fields: Partial<Written>, state: State, own: number | undefined): readonly string[] {
  const other = byKey(state, fields.merchant_sku_id)
  return [
    ...(blank(fields.name) ? ["Name can't be blank"] : []),
    ...(blank(fields.merchant_sku_id) ? ["Merchant sku can't be blank"] : []),
    ...(other !== undefined && other.id !== own ? ['Merchant sku has already been taken'] : []),
  ]
}

const byKey = ({ skus }: State, key: string | null | undefined): Sku | undefined =>
  skus.find((sku) => sku.merchant_sku_id === key)

function byID({ skus }: State, id: number): Sku {
  const found = skus.find((sku) => sku.id === id)
  if (found === undefined) throw new Error(`There is no SKU ${String(id)}`)
  return found
}
