/**
 * Connects through a proxy by CONNECT, whatever the address's scheme: the proxy then carries bytes and sees no request, so
 * it can neither strip a GET's body nor answer in the remote's place, and a failure here is certain to have sent nothing.
 */
import type { Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import { buildConnector } from 'undici'
import { proxyCodes, proxyError } from './proxy-codes.ts'

interface TunnelOptions {
  readonly proxy: string
  readonly trust: () => SecureContext
  readonly timeout: number
}

type Callback = buildConnector.Callback

/** A connector for undici: calls back with a socket that leads to the target, inside TLS for https. */
export function createTunnel({ proxy, trust, timeout }: TunnelOptions): buildConnector.connector {
  const address = URL.parse(proxy)
  if (address === null || !/^https?:$/.test(address.protocol)) {
    return (_options, callback) => {
      callback(new Error('The proxy is of a kind that is not supported: only HTTP and HTTPS proxies are'), null)
    }
  }
  const connect = buildConnector({ timeout, allowH2: false, ...secure(trust, address.protocol) })
  const port = address.port === '' ? (address.protocol === 'https:' ? '443' : '80') : address.port
  return (target, callback) => {
    const toProxy = { protocol: address.protocol, hostname: bare(address.hostname), host: address.host, port }
    connect(toProxy, (error, socket) => {
      if (error !== null) callback(error, null)
      else openTunnel(socket, address, target, trust, timeout, callback)
    })
  }
}

export const secure = (
  trust: () => SecureContext,
  protocol: string,
): { readonly secureContext?: SecureContext; readonly rejectUnauthorized: true } =>
  // Said outright, because NODE_TLS_REJECT_UNAUTHORIZED would change the default.
  protocol === 'https:' ? { secureContext: trust(), rejectUnauthorized: true } : { rejectUnauthorized: true }

function openTunnel(
  socket: Socket,
  proxy: URL,
  target: buildConnector.Options,
  trust: () => SecureContext,
  timeout: number,
  callback: Callback,
): void {
  readAnswerHead(socket, timeout, (error) => {
    if (error !== null) {
      socket.destroy()
      return callback(error, null)
    }
    if (target.protocol !== 'https:') return callback(null, socket)
    buildConnector({ timeout, allowH2: false, ...secure(trust, 'https:') })({ ...target, httpSocket: socket }, callback)
  })
  socket.write(connectRequest(proxy, target))
}

function connectRequest(proxy: URL, target: buildConnector.Options): string {
  const port = target.port === '' ? (target.protocol === 'https:' ? '443' : '80') : target.port
  const host = target.hostname.includes(':') ? `[${bare(target.hostname)}]` : target.hostname
  const authority = `${host}:${port}`
  const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  const authorization =
    proxy.username === '' ? '' : `proxy-authorization: Basic ${Buffer.from(user).toString('base64')}\r\n`
  return `CONNECT ${authority} HTTP/1.1\r\nhost: ${authority}\r\n${authorization}\r\n`
}

const longestHead = 16 * 1024

function readAnswerHead(socket: Socket, timeout: number, done: (error: Error | null) => void): void {
  let head = ''
  const timer = setTimeout(() => finish(new Error('The proxy did not answer in time')), timeout)
  const finish = (error: Error | null): void => {
    clearTimeout(timer)
    socket.off('data', read).off('error', finish).off('close', closed)
    // An error that comes when nobody listens would end the process; the next owner listens from here on.
    socket.on('error', () => undefined)
    done(error)
  }
  const closed = (): void => finish(new Error('The proxy closed the connection'))
  const read = (chunk: Buffer): void => {
    head += chunk.toString('latin1')
    const end = head.indexOf('\r\n\r\n')
    if (end < 0)
      return head.length > longestHead ? finish(new Error('The proxy answered with something else')) : undefined
    socket.pause()
    const rest = head.slice(end + 4)
    if (rest !== '') socket.unshift(Buffer.from(rest, 'latin1'))
    finish(refusal(head))
  }
  socket.on('data', read).on('error', finish).on('close', closed)
}

function refusal(head: string): Error | null {
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? ''
  if (status.startsWith('2')) return null
  if (status === '407') return proxyError(proxyCodes.signIn, 'The proxy asks for a user name and a password (407)')
  return status === ''
    ? new Error('The proxy answered with something else')
    : proxyError(proxyCodes.refused, `The proxy refused the connection (${status})`)
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')
