/**
 * Hako API v1 as a `Remote`. One call is one request; everything that can go wrong is a value. May import the transport in
 * `../http`, the core's ports and `shared`. What the documents leave open is listed in hako.md and handled in `rows.ts`,
 * `filter.ts` and `answer.ts`.
 */
import type { Credentials, Remote } from '../../core/ports.ts'
import { err } from '../../../shared/domain/result.ts'
import { createConceal } from '../http/error-text.ts'
import { createTransport, type TransportOptions } from '../http/transport.ts'
import { receiveAcknowledgement } from './answer.ts'
import { capabilities } from './capabilities.ts'
import { missingKey } from './errors.ts'
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
  const apiKey = tidyKey(credentials['apiKey'] ?? '')
  const basic = Buffer.from(`${apiKey}:`).toString('base64')
  const conceal = createConceal([...Object.values(credentials), apiKey, basic])
  const transport = open(baseUrl, options, conceal)
  const headers = {
    authorization: `Basic ${basic}`,
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': 'Hakomori',
  }

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

/** The documents show the key with a colon behind it, as curl wants it, and so it gets pasted. */
const tidyKey = (key: string): string => key.trim().replace(/:$/, '')
