/**
 * Evidence on a server whose certificate is not trusted: what certificate that is, and what time it thinks it is. Made only
 * when a person tests a connection; carries no credentials, follows nothing, and what it finds becomes a sentence.
 */
import type { Socket } from 'node:net'
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls'
import type { CloserLook, LookCloser } from '../../core/ports.ts'
import { defaultTimeouts } from './connections.ts'
import { chooseProxy } from './proxy.ts'
import { parseHttpDate } from './retry-after.ts'
import { createTrust } from './certificates.ts'
import type { TransportOptions } from './transport.ts'
import { createTunnel } from './tunnel.ts'

const nothing: CloserLook = { certificate: null, serverDate: null }

export function createLookCloser(options: TransportOptions): LookCloser {
  const timeout = options.timeouts?.connectMs ?? defaultTimeouts.connectMs
  return async (baseUrl) => {
    const url = URL.parse(baseUrl)
    if (url?.protocol !== 'https:') return nothing
    try {
      const proxy = await chooseProxy(url, options.environment, options.resolveProxy)
      const trust = () => createTrust(options.certificates ?? [])
      const carrier = proxy === null ? undefined : await throughProxy(url, proxy, trust, timeout)
      return await look(url, carrier, timeout)
    } catch {
      return nothing
    }
  }
}

/** A socket that leads to the server, with no TLS in it yet. */
function throughProxy(
  url: URL,
  proxy: string,
  trust: () => ReturnType<typeof createTrust>,
  timeout: number,
): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const target = { protocol: 'http:', hostname: url.hostname, host: url.host, port: portOf(url) }
  createTunnel({ proxy, trust, timeout })(target, (error, socket) => {
    if (error === null) resolve(socket)
    else reject(error)
  })
  return promise
}

function look(url: URL, carrier: Socket | undefined, timeout: number): Promise<CloserLook> {
  const { promise, resolve } = Promise.withResolvers<CloserLook>()
  const host = url.hostname.replace(/^\[|\]$/g, '')
  let found = nothing
  let head = ''
  const socket = connectTls({
    ...(carrier === undefined ? { host, port: Number(portOf(url)) } : { socket: carrier }),
    // An address has no name to ask for.
    ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
    // Nothing that is trusted or secret passes here: to see what is wrong with a certificate it must be taken first.
    rejectUnauthorized: false,
  })
  const finish = (): void => {
    clearTimeout(timer)
    socket.destroy()
    resolve(found)
  }
  const timer = setTimeout(finish, timeout)
  socket.on('error', finish).on('close', finish)
  socket.on('secureConnect', () => {
    found = { ...found, certificate: readCertificate(socket) }
    socket.write(`HEAD ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\nconnection: close\r\n\r\n`)
  })
  socket.on('data', (chunk: Buffer) => {
    head += chunk.toString('latin1')
    if (!head.includes('\r\n\r\n') && head.length < longestHead) return
    found = { ...found, serverDate: dateIn(head) }
    finish()
  })
  return promise
}

const longestHead = 16 * 1024

const portOf = ({ port }: URL): string => (port === '' ? '443' : port)

const dateIn = (head: string): number | null => parseHttpDate(/^date:\s*(.+?)\s*$/im.exec(head)?.[1] ?? null)

function readCertificate(socket: TLSSocket): CloserLook['certificate'] {
  const read: Partial<PeerCertificate> = socket.getPeerCertificate()
  const { valid_from: from, valid_to: to, subject, issuer, subjectaltname: others } = read
  if (from === undefined || to === undefined) return null
  const listed = [...(others ?? '').matchAll(/(?:DNS|IP Address):([^,\s]+)/g)].map((match) => match[1] ?? '')
  const names = listed.length > 0 ? listed : [textOf(subject?.CN)].filter((name) => name !== '')
  return {
    validFrom: Date.parse(from),
    validTo: Date.parse(to),
    issuer: textOf(issuer?.O) || textOf(issuer?.CN),
    names: names.slice(0, 10),
  }
}

/** A name that is given several times comes as a list. */
const textOf = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : (value?.[0] ?? '')
