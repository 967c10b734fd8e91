import type { Client } from '../../../shared/contract/contract.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { EventRow } from '../../../shared/contract/paper.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { Format } from '../../i18n/format.ts'
import { reportDocument } from './report-document.ts'
import { eventsTable } from './event-table.ts'
import { linesTable, reportTables, type Report, type Words } from './report-tables.ts'
import type { PaperName } from './use-printing.ts'
import { toCsv, toXlsx } from './workbook.ts'

export type ReportFile = 'pdf' | 'xlsx' | 'csv'

export interface ReportWays {
  readonly client: Client
  readonly t: Words
  readonly format: Format
  readonly paper: PaperName
}

/** The variance report as a file. `events`: for evidence, whose workbook holds the whole tape as well. */
export async function reportFile(
  kind: ReportFile,
  report: Report,
  { client, t, format, paper }: ReportWays,
  events: readonly EventRow[] | null = null,
): Promise<Result<Blob, AppError>> {
  if (kind === 'csv') return ok(toCsv(linesTable(report, t)))
  if (kind === 'xlsx')
    return ok(await toXlsx([...reportTables(report, t), ...(events === null ? [] : [eventsTable(events, t)])]))
  const made = await client.call('paper.pdf', { document: reportDocument(report, t, format, paper) })
  if (!made.ok) return err(made.error)
  const bytes = Uint8Array.from(atob(made.value.base64), (sign) => sign.charCodeAt(0))
  return ok(new Blob([bytes], { type: 'application/pdf' }))
}
