/**
 * Hako API v1 as a `Remote`. One call is one request; everything that can go wrong is a value. May import the transport in
 * `../http`, the core's ports and `shared`. What the documents leave open is listed in hako.md and handled in `rows.ts`,
 * `filter.ts` and `answer.ts`.
 */
import type { Credentials, Remote } from '../../core/ports.ts'
import { err } from '../../../shared/domain/result.ts'
import { createTransport, type TransportOptions } from '../http/transport.ts'
import { receiveAcknowledgement } from './answer.ts'
import { capabilities } from './capabilities.ts'
import { missingKey } from '../hako/errors.ts'
import { accessOf } from '../hako/access.ts'
import { readRequest, receiveListing } from './read.ts'
import { writeBody, writeTarget } from './write.ts'

/**
 * `baseUrl` ends with a slash. Without an API key the remote opens all the same, and every request says what is missing.
 * `open` makes the transport: a simulator hands in one without sockets.
 */
export function createHakoV1(
  baseUrl: URL,
  credentials: Credentials,
  options: TransportOptions,
  open: typeof createTransport = createTransport,
): Remote {
  const { apiKey, headers, conceal } = accessOf(credentials)
  const transport = open(baseUrl, options, conceal)

  return {
    capabilities,
    async read(kind, filter, onRows, signal) {
      if (apiKey === '') return err(missingKey)
      return transport.exchange({ ...readRequest(kind, filter), headers, signal }, (answer) =>
        receiveListing(answer, kind, filter, onRows, conceal),
      )
    },
    async send(batch, signal) {
      if (apiKey === '') return err(missingKey)
      const request = { kind: 'write', ...writeTarget(batch), body: writeBody(batch), headers, signal } as const
      return transport.exchange(request, (answer) => receiveAcknowledgement(answer, batch, conceal))
    },
    describe(batch) {
      const { method, path } = writeTarget(batch)
      return `${method} /${path}`
    },
    body: writeBody,
    close: () => transport.close(),
  }
}
