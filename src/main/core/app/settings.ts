import { ok } from '../../../shared/domain/result.ts'
import { changeSettings, readSettings } from '../store/settings.ts'
import type { CommandHandler, Commands, Queries, QueryHandler } from './handlers.ts'

/** Settings of this PC. */
const get: QueryHandler<'settings.get'> = (_context, reader) => ok(readSettings(reader))

const set: CommandHandler<'settings.set'> = (_context, writer, input) => ok(changeSettings(writer, input.changes))

export const settingsQueries = { 'settings.get': get } satisfies Partial<Queries>
export const settingsCommands = { 'settings.set': set } satisfies Partial<Commands>
