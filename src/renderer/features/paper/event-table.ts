import type { Client } from '../../../shared/contract/contract.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { EventRow } from '../../../shared/contract/paper.ts'
import { ok, type Result } from '../../../shared/domain/result.ts'
import type { Words } from './report-tables.ts'
import type { Cell, TableSheet } from './workbook.ts'

const page = 1000

/** The whole tape of a stocktake, oldest first. */
export async function readEvents(client: Client, stocktakeID: string): Promise<Result<readonly EventRow[], AppError>> {
  const rows: EventRow[] = []
  for (;;) {
    const answer = await client.call('stocktakes.events', { stocktakeID, after: rows.at(-1)?.seq ?? 0, limit: page })
    if (!answer.ok) return answer
    rows.push(...answer.value.rows)
    if (answer.value.rows.length < page) return ok(rows)
  }
}

const columns = {
  at: (event) => new Date(event.at).toISOString(),
  person: (event) => event.person,
  device: (event, t) => event.device ?? t('events.here'),
  kind: (event, t) => t(`events.kinds.${event.kind}`),
  outcome: (event, t) => (event.outcome === null ? null : t(`events.outcomes.${event.outcome}`)),
  code: (event) => event.code,
  sku: (event) => event.sku,
  quantity: (event) => event.quantity,
  counted: (event) => event.counted,
  place: (event) => event.place,
  hash: (event) => event.hash,
} as const satisfies Record<string, (event: EventRow, t: Words) => Cell>
type Column = keyof typeof columns
const columnNames = Object.keys(columns) as Column[] // safe: the keys of the constant just above

const widths: Readonly<Partial<Record<Column, number>>> = {
  at: 26,
  person: 20,
  device: 20,
  code: 26,
  place: 20,
  hash: 66,
}

/** Every event of the tape with its hash, numbered as the check of the evidence names them. */
export const eventsTable = (events: readonly EventRow[], t: Words): TableSheet => ({
  name: t('events.title'),
  heads: [t('events.number'), ...columnNames.map((column) => t(`events.${column}`))],
  rows: events.map((event, index) => [index + 1, ...columnNames.map((column): Cell => columns[column](event, t))]),
  widths: [8, ...columnNames.map((column) => widths[column] ?? 14)],
})
