import { openStates } from '../../../shared/domain/change.ts'
import { ok } from '../../../shared/domain/result.ts'
import { countByState } from '../store/changes.ts'
import { listConnections } from '../store/connections.ts'
import type { Reader } from '../store/database.ts'
import { readAllLog } from '../store/log.ts'
import { listOpen } from '../store/open-list.ts'
import { readSettings } from '../store/settings.ts'
import type { QueryHandler } from './handlers.ts'
import { figuresHiddenFromViewer } from './hidden-figures.ts'

/** Files for people and for support. What is in them was chosen member by member: no credentials, no names of people. */

export const exportOpen: QueryHandler<'data.export'> = (context, reader, { format }) => {
  const rows = listOpen(reader)
  const fileName = `hakomori-open-changes-${dayOf(context.ports.clock.now())}.${format}`
  return ok({
    fileName,
    mediaType: format === 'csv' ? 'text/csv' : 'application/json',
    text: format === 'csv' ? toCsv(rows) : `${JSON.stringify({ rows }, null, 2)}\n`,
    rows: rows.length,
  })
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** RFC 4180, with the mark by which spreadsheets know UTF-8. A cell that a spreadsheet would compute is kept a text. */
function toCsv(rows: readonly object[]): string {
  const [first] = rows
  const heads = first === undefined ? ['id'] : Object.keys(first)
  const lines = rows.map((row) => Object.values(row).map(cell).join(','))
  return `\uFEFF${[heads.join(','), ...lines].join('\r\n')}\r\n`
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const inert = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}

const logLines = 500

export const exportDiagnostics: QueryHandler<'data.diagnostics'> = (context, reader) => {
  const { store, settings, ports, keeping } = context
  const at = ports.clock.now()
  const { bytes, free } = store.files.status()
  const log = shownLog(reader)
  const document = {
    at,
    versions: { app: settings.appVersion, ...store.versions },
    files: { ...bytes, free, backups: store.files.backups() },
    check: keeping.check(),
    damage: keeping.damage(),
    journal: { open: store.journal.entries().length },
    connections: listConnections(reader).map((connection) => connectionFacts(reader, connection)),
    settings: readSettings(reader),
    open: listOpen(reader).map(({ id, connection, kind, state, at: since }) => ({
      id,
      connection,
      kind,
      state,
      since,
    })),
    log,
  }
  return ok({
    fileName: `hakomori-diagnostics-${dayOf(at)}.json`,
    mediaType: 'application/json',
    text: `${JSON.stringify(document, null, 2)}\n`,
    rows: log.length,
  })
}

/** The sentences and details of the log tell figures: whoever may not see those saves that something happened, and when. */
function shownLog(reader: Reader): readonly Readonly<Record<string, unknown>>[] {
  const log = readAllLog(reader, logLines)
  if (figuresHiddenFromViewer(reader) === null) return log
  return log.map(({ connection, at, level, event }) => ({ connection, at, level, event }))
}

function connectionFacts(reader: Reader, { id, remote, options, inUse, practice }: Connection) {
  const counts = countByState(reader, id)
  const open = openStates.reduce((total, state) => total + (counts[state] ?? 0), 0)
  return { id, remote, options, inUse, practice, open, counts }
}

type Connection = ReturnType<typeof listConnections>[number]
