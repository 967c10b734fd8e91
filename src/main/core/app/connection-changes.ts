/** What a connection keeps while work rests on it: the account it belongs to, and the figure that counts are held against. */
import type { ParsedInput } from '../../../shared/contract/contract.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { CorePorts } from '../core.ts'
import { countOf, openStocktakes, type Connection } from '../store/connections.ts'
import type { Reader } from '../store/database.ts'

type Ports = Pick<CorePorts, 'remotes'>

/** A remote that tells several figures lets a person choose which one is meant. Null: it has only one. */
export function stockFigureOf(
  { remotes }: Ports,
  { remote, options }: { readonly remote: string; readonly options: Pick<Connection['options'], 'settings'> },
): string | null {
  const kind = remotes.find((known) => known.remote === remote)
  const setting = kind?.settings.find(({ name }) => name === 'stockFigure')
  return setting === undefined ? null : (options.settings[setting.name] ?? setting.default)
}

export function mayChange(
  { ports }: { readonly ports: Ports },
  reader: Reader,
  { baseUrl, options }: Pick<ParsedInput<'connections.save'>, 'baseUrl' | 'options'>,
  saved: Connection,
): Result<void, AppError> {
  const { open } = countOf(reader, saved.id)
  if (open > 0 && placeOf(baseUrl) !== placeOf(saved.baseUrl))
    return err(
      appError(
        'notAllowed',
        'Changes are waiting for the system at the present address, and would go to another one. Send them or give them up first, or add another connection.',
        { open },
      ),
    )
  const settings = options?.settings ?? saved.options.settings
  if (stockFigureOf(ports, { ...saved, options: { settings } }) === stockFigureOf(ports, saved)) return ok(undefined)
  const stocktakes = openStocktakes(reader, saved.id)
  if (open === 0 && stocktakes.length === 0) return ok(undefined)
  return err(
    appError(
      'notAllowed',
      'Open stocktakes and changes were compared with the stock figure chosen now. Finish or cancel them first, then choose another figure.',
      { open, stocktakes },
    ),
  )
}

/** Another port of the same host, or a secured line to it, is the same system. */
function placeOf(baseUrl: string): string {
  const { hostname, pathname } = new URL(baseUrl)
  return hostname + pathname.replace(/\/+$/, '')
}
