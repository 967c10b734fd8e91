/**
 * HAKRO CONNECT as a `Remote`: a supplier's catalogue with what is in stock there. Read only. Written after the introduction
 * of its collection; what that leaves open is a setting (definition.ts) or tolerated (rows.ts). May import the transport in
 * `../http`, the core's ports and `shared`.
 */
import type { Remote } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { RemoteChoice } from '../definition.ts'
import { createConceal, type Conceal } from '../http/error-text.ts'
import { createTransport, type Transport, type TransportOptions } from '../http/transport.ts'
import { capabilities } from './capabilities.ts'
import { endpointsOf } from './endpoints.ts'
import { missingCredentials, readOnly } from './errors.ts'
import { readItems, readWarehouse } from './read.ts'
import { createSession } from './session.ts'
import { basicOf, createSignIn } from './sign-in.ts'

/** `monotonic`: milliseconds that don't go back, by which tokens age. */
export function openHakro(
  { baseUrl, credentials, settings }: RemoteChoice,
  options: TransportOptions,
  monotonic: () => number = () => performance.now(),
): Result<Remote, string> {
  const endpoints = endpointsOf(baseUrl, settings)
  if (!endpoints.ok) return endpoints
  const clientId = (credentials['clientId'] ?? '').trim()
  const clientSecret = (credentials['clientSecret'] ?? '').trim()
  const userAgent = `Hakomori/${options.appVersion ?? '0'}`
  // The token is learnt later, so the list is made anew for every text: texts are rare.
  const fixed = [...Object.values(credentials), clientSecret, basicOf(clientId, clientSecret)]
  const conceal: Conceal = (text) => createConceal([...fixed, ...(signIn.current() ?? '').split('\n')])(text)
  const transports = new Map<string, Transport>()
  const transportTo = (address: URL): Transport => {
    const known = transports.get(address.origin)
    const transport = known ?? createTransport(new URL('/', address), options, conceal)
    transports.set(address.origin, transport)
    return transport
  }
  const transport = createTransport(baseUrl, options, conceal)
  const signIn = createSignIn({
    ...{ endpoints: endpoints.value, clientId, clientSecret, userAgent },
    ...{ conceal, transportTo, monotonic },
  })
  const session = createSession(transport, signIn, { userAgent, language: (settings['language'] ?? '').trim() })
  const isGet = settings['filterMethod'] === 'GET'
  const body = settings['filterBody'] === 'emptyObject' ? {} : { Filter: {} }
  const filterRequest = { method: isGet ? 'GET' : 'POST', body } as const

  return ok({
    capabilities,
    async read(kind, filter, onRows, signal, turn) {
      if (clientId === '' || clientSecret === '') return err(missingCredentials)
      const reading = { session, conceal, filterRequest, signal, turn, onRows }
      if (kind === 'warehouse') return readWarehouse(reading, filter)
      if (kind === 'item') return readItems(reading, filter)
      return ok({ rows: 0, bytes: 0, serverDate: null, newest: null, tick: null })
    },
    send: () => Promise.resolve(err(readOnly)),
    describe: () => 'HAKRO CONNECT takes no changes',
    body: () => '',
    async close() {
      await Promise.all([transport, ...transports.values()].map((each) => each.close()))
    },
  })
}
