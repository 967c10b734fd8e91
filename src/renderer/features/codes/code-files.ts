import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { Table } from './code-table.ts'

/** Files as the page sees them: chosen by a person, saved by the browser; so they work in every shell. */
export async function readTable(file: File): Promise<Result<Table, 'unreadable'>> {
  try {
    if (/\.xlsx$/i.test(file.name)) return ok(await (await import('./xlsx.ts')).readXlsx(file))
    const { decodeText, parseCsv } = await import('./csv.ts')
    return ok(parseCsv(decodeText(await file.arrayBuffer())))
  } catch {
    return err('unreadable')
  }
}

export async function saveCsv(name: string, table: Table): Promise<void> {
  const { writeCsv } = await import('./csv.ts')
  save(`${name}.csv`, new Blob([writeCsv(table)], { type: 'text/csv;charset=utf-8' }))
}

export async function saveXlsx(name: string, table: Table): Promise<void> {
  const { writeXlsx } = await import('./xlsx.ts')
  save(`${name}.xlsx`, await writeXlsx(table))
}

function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
