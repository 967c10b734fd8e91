/**
 * Racko's Inventory API v2 as a `Remote`. Its overview documents the transport alone: base URL, login, limit and offset,
 * error codes. Everything else comes from the connection's mapping; nothing here knows a path or the name of a field. May
 * import the transport in `../http`, the core's ports and `shared`.
 */
import type { Acknowledgement, Batch, Remote, RemoteFailure, Turn } from '../../core/ports.ts'
import type { Mapping } from '../../../shared/domain/mapping/schema.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { createConceal } from '../http/error-text.ts'
import { createTransport, type TransportOptions } from '../http/transport.ts'
import { acknowledgementOf } from './answer.ts'
import { capabilitiesOf } from './capabilities.ts'
import { createClient } from './client.ts'
import type { Login } from './credentials.ts'
import { missingLogin, noSingleReads, notMapped } from './errors.ts'
import { findToken } from './find-token.ts'
import { nothingRead, readItems, readLocations, readOneItem, type Reading } from './read.ts'
import { tryOut } from './try-out.ts'
import { needsRead, partOf, skuOf, writeRequest, type Moment } from './write.ts'

export interface Choices {
  readonly mapping: Mapping
  /** Rows asked for at once. */
  readonly pageSize: number
  readonly requestsPerMinute: number
}

/** `baseUrl` ends with a slash. Without a login it opens all the same, and every request says what is missing. */
export function createRacko(
  baseUrl: URL,
  login: Login | null,
  { mapping, pageSize, requestsPerMinute }: Choices,
  options: TransportOptions,
): Remote {
  const conceal = createConceal(login?.secrets ?? [])
  const transport = createTransport(baseUrl, options, conceal)
  const client = createClient(transport, login?.headers ?? {}, mapping.errors, conceal)
  const ids = new Map<string, string>()
  const moment = (): Moment => ({ now: client.newestDate(), idOf: (sku) => ids.get(sku) })
  const reading = (onRows: Reading['onRows'], signal: AbortSignal, turn: Turn): Reading => ({
    client,
    mapping,
    pageSize,
    signal,
    turn,
    onRows,
    ids,
  })

  const findTokenIn =
    (listing: NonNullable<Mapping['adjustments']>): NonNullable<Remote['findToken']> =>
    (token, signal, turn) =>
      findToken({ client, pageSize, signal, turn }, listing, token)

  return {
    capabilities: capabilitiesOf(mapping, requestsPerMinute),
    async read(kind, filter, onRows, signal, turn) {
      if (login === null) return err(missingLogin)
      const { key, ...others } = filter
      if (Object.keys(others).length > 0) return err(noSingleReads)
      if (kind === 'bundle') return ok(nothingRead)
      const parts = reading(onRows, signal, turn)
      if (kind === 'warehouse') return readLocations(parts, filter)
      return key === undefined ? readItems(parts) : readOneItem(parts, key)
    },
    send: (batch, signal, turn) =>
      login === null ? Promise.resolve(err(missingLogin)) : sendOne(reading(noRows, signal, turn), batch, moment),
    ...(mapping.adjustments !== undefined &&
      login !== null && {
        findToken: findTokenIn(mapping.adjustments),
      }),
    tryOut: async (signal, turn) =>
      login === null ? err(missingLogin) : ok(await tryOut(reading(noRows, signal, turn))),
    describe({ endpoint }) {
      const part = mapping[partOf(endpoint)]
      return part === undefined ? `POST /${partOf(endpoint)}` : `${part.method} /${part.path}`
    },
    body(batch) {
      const request = writeRequest(mapping, batch, moment())
      return request.ok ? `${request.value.method} ${request.value.path}\n${request.value.body}` : request.error
    },
    close: () => transport.close(),
  }
}

async function sendOne(
  reading: Reading,
  batch: Batch,
  moment: () => Moment,
): Promise<Result<Acknowledgement, RemoteFailure>> {
  const { client, mapping, signal, turn } = reading
  const [row] = batch.rows
  if (row === undefined || batch.rows.length > 1) return err(tooMany(batch))
  if (needsRead(mapping, batch, moment())) {
    const looked = await readOneItem(reading, skuOf(row))
    if (!looked.ok && !isUnasked(looked.error)) return err(unsent(looked.error))
    await turn()
  }
  const request = writeRequest(mapping, batch, moment())
  if (!request.ok) return err(notMapped(request.error))
  const answer = await client.send({ kind: 'write', ...request.value, signal })
  return answer.ok ? ok(acknowledgementOf(mapping, batch, answer.value)) : answer
}

/** The two figures of a transfer belong together, and two requests do not. */
const tooMany = ({ endpoint, rows }: Batch): RemoteFailure =>
  endpoint === 'setStock' && rows.every((row) => row.sku === rows[0]?.sku)
    ? notMapped('This mapping tells one figure at a time, so nothing can be transferred: book an issue and a receipt')
    : { kind: 'tooLarge', text: 'Racko takes one record in a request' }

/** Nothing went wrong on the way: the mapping has no single reads, or the item is not among those that it reads. */
const isUnasked = (failure: RemoteFailure): boolean =>
  failure.kind === 'refused' || (failure.kind === 'uncertain' && failure.cause === 'filterIgnored')

/** Whatever became of the look beforehand: the write itself has not left. */
const unsent = (failure: RemoteFailure): RemoteFailure =>
  failure.kind === 'uncertain' || failure.kind === 'redirected'
    ? { kind: 'notSent', cause: 'network', text: failure.text }
    : failure

const noRows = (): Promise<void> => Promise.resolve()
