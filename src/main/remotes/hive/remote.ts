/**
 * Hive's Merchant API v1 as a `Remote`. Stock is read and never written; what the documents leave open is handled in
 * `rows.ts`, `answer.ts` and the setting of `stock-figure.ts`.
 */
import type { Credentials, ReadSummary, Remote } from '../../core/ports.ts'
import { ok } from '../../../shared/domain/result.ts'
import { createTransport, type TransportOptions } from '../http/transport.ts'
import { announce, findAnnounced } from './announce.ts'
import { capabilities } from './capabilities.ts'
import { createHiveClient } from './client.ts'
import { readItems, readWarehouses } from './read.ts'
import type { StockFigure } from './stock-figure.ts'
import { sendSkus, writeBody, writeTarget } from './write.ts'

const nothing: ReadSummary = { rows: 0, bytes: 0, serverDate: null, newest: null, tick: null }

export function createHive(
  baseUrl: URL,
  credentials: Credentials,
  figure: StockFigure,
  options: TransportOptions,
  open: typeof createTransport = createTransport,
): Remote {
  const client = createHiveClient(baseUrl, credentials, options, open)
  const warehouses = new Set<string>()
  const reading = (signal: AbortSignal) => ({ client, figure, signal, warehouses })
  return {
    capabilities,
    async read(kind, filter, onRows, signal, turn) {
      if (kind === 'bundle') return ok(nothing)
      if (kind === 'warehouse') return readWarehouses(reading(signal), filter, onRows)
      return readItems(reading(signal), filter, onRows, turn)
    },
    send: (batch, signal, turn) => sendSkus(reading(signal), batch, turn),
    announce: (delivery, signal) => announce(reading(signal), delivery),
    findAnnounced: (token, signal, turn) => findAnnounced(reading(signal), token, turn),
    limit: () => client.limit(),
    describe(batch) {
      const { method, path } = writeTarget(batch)
      return `${method} /${path}`
    },
    body: writeBody,
    close: () => client.close(),
  }
}
