/**
 * Who may use the loopback server (style rule 17). Other programs and other users of this PC reach the port too, and so
 * does any web page that is open, so: a token that is new at every start, exchanged for a cookie that scripts cannot
 * read and other sites cannot send; only our own Host and Origin; comparisons in constant time.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface Access {
  /** In the address that is printed: good until the program ends. */
  readonly token: string
  /** A token that is good for one use, for an address that a list of processes would show to everybody. */
  newToken(): string
  /** The `Set-Cookie` value for whoever brought a token. */
  readonly setCookie: string
  /** Whether this is a token of ours; one for one use is used up by the question. */
  takeToken(text: string): boolean
  /** Whether this is our own page asking: right Host, no foreign Origin, and the cookie. */
  mayGet(request: IncomingMessage): boolean
  /** The same for a WebSocket, which must say its Origin. */
  mayConnect(request: IncomingMessage): boolean
  isOurHost(request: IncomingMessage): boolean
}

export function createAccess(port: number): Access {
  const host = `127.0.0.1:${String(port)}`
  const origin = `http://${host}`
  const token = newSecret()
  const session = newSecret()
  const once = new Set<string>()
  // Cookies of one host are shared by all its ports: the name keeps two running Hakomoris apart.
  const cookieName = `hakomori-${String(port)}`

  const isOurHost = (request: IncomingMessage): boolean => request.headers.host === host
  const hasCookie = (request: IncomingMessage): boolean =>
    cookiesOf(request, cookieName).some((value) => same(value, session))

  return {
    token,
    setCookie: `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`,
    newToken() {
      const fresh = newSecret()
      once.add(fresh)
      return fresh
    },
    takeToken(text) {
      const used = [...once].find((fresh) => same(text, fresh))
      if (used !== undefined) once.delete(used)
      return used !== undefined || same(text, token)
    },
    isOurHost,
    mayGet: (request) =>
      isOurHost(request) &&
      (request.headers.origin === undefined || request.headers.origin === origin) &&
      hasCookie(request),
    mayConnect: (request) => isOurHost(request) && request.headers.origin === origin && hasCookie(request),
  }
}

const newSecret = (): string => randomBytes(32).toString('base64url')

/** Hashing first makes both sides equally long, which the comparison needs and which hides the length. */
const same = (given: string, right: string): boolean => timingSafeEqual(digest(given), digest(right))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function cookiesOf(request: IncomingMessage, name: string): string[] {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1))
}
