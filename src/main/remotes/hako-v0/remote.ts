/**
 * Hako API v0 as a `Remote`. An item and its stock are two listings here, so reading items takes two requests; every write
 * is one. Stock is written as figures only: what becomes of a movement is the core's to say (`relativeStock`). May import
 * `../hako`, `../http`, the core's ports and `shared`. What the documents leave open is listed in hako.md.
 */
import type { Credentials, Remote } from '../../core/ports.ts'
import { err } from '../../../shared/domain/result.ts'
import { accessOf } from '../hako/access.ts'
import { missingKey } from '../hako/errors.ts'
import { createTransport, type TransportOptions } from '../http/transport.ts'
import { receiveAcknowledgement } from './answer.ts'
import { capabilities } from './capabilities.ts'
import { readRecords } from './read.ts'
import { writeBody, writeTarget } from './write.ts'

/**
 * `baseUrl` ends with a slash. Without an API key the remote opens all the same, and every request says what is missing.
 * `open` makes the transport: a simulator hands in one without sockets.
 */
export function createHakoV0(
  baseUrl: URL,
  credentials: Credentials,
  options: TransportOptions,
  open: typeof createTransport = createTransport,
): Remote {
  const { apiKey, headers, conceal } = accessOf(credentials)
  const transport = open(baseUrl, options, conceal)
  let stamped = false

  return {
    capabilities,
    async read(kind, filter, onRows, signal, turn) {
      if (apiKey === '') return err(missingKey)
      const reading = {
        exchange: (request, receive) => transport.exchange({ ...request, headers, signal }, receive),
        conceal,
        onRows,
        turn,
        onStamped: () => (stamped = true),
      } satisfies Parameters<typeof readRecords>[0]
      return readRecords(reading, kind, filter)
    },
    async send(batch, signal) {
      if (apiKey === '') return err(missingKey)
      const request = { kind: 'write', ...writeTarget(batch), body: writeBody(batch), headers, signal } as const
      return transport.exchange(request, (answer) => receiveAcknowledgement(answer, batch, stamped, conceal))
    },
    describe(batch) {
      const { method, path } = writeTarget(batch)
      return `${method} /${path}`
    },
    body: writeBody,
    close: () => transport.close(),
  }
}
