/**
 * Which proxy, if any, an address is reached through. A shell that can ask the system hands in `resolveProxy`; elsewhere
 * HTTPS_PROXY, HTTP_PROXY and NO_PROXY decide. This PC itself is never reached through a proxy.
 */

export type Environment = Readonly<Record<string, string | undefined>>

/** The system's answer in the form of a PAC file: `DIRECT`, `PROXY host:port; DIRECT`, `SOCKS5 host:port`. */
export type ResolveProxy = (url: string) => Promise<string>

/** The proxy's address as a URL, or null for a direct connection. */
export async function chooseProxy(
  url: URL,
  environment: Environment,
  resolveProxy: ResolveProxy | undefined,
): Promise<string | null> {
  if (isLoopback(url.hostname)) return null
  if (resolveProxy === undefined) return proxyFromEnvironment(url, environment)
  return proxyFromPac(await resolveProxy(url.href))
}

export function proxyFromEnvironment(url: URL, environment: Environment): string | null {
  const read = (name: string): string => environment[name.toLowerCase()] ?? environment[name] ?? ''
  const httpProxy = read('HTTP_PROXY')
  const proxy = url.protocol === 'https:' ? read('HTTPS_PROXY') || httpProxy : httpProxy
  if (proxy === '' || isExcepted(url, read('NO_PROXY'))) return null
  return proxy.includes('://') ? proxy : `http://${proxy}`
}

/** Only the first entry counts: trying the next one would be a second attempt. */
export function proxyFromPac(answer: string): string | null {
  const [first = ''] = answer.split(';')
  const [kind = '', address = ''] = first.trim().split(/\s+/)
  const scheme = pacSchemes[kind.toUpperCase()]
  return scheme === undefined || address === '' ? null : `${scheme}://${address}`
}

const pacSchemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks5',
  SOCKS5: 'socks5',
}

function isLoopback(hostname: string): boolean {
  const host = bareHost(hostname)
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d+){3}$/.test(host)
}

/** `example.com` and `.example.com` except the domain and everything below it; `*.example.com` only what is below. */
function isExcepted(url: URL, noProxy: string): boolean {
  const host = bareHost(url.hostname)
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const { name, port: onlyPort } = splitEntry(entry)
      if (onlyPort !== undefined && onlyPort !== port) return false
      if (name === '*') return true
      const domain = name.replace(/^\*?\./, '')
      return (host === domain && !name.startsWith('*.')) || host.endsWith(`.${domain}`)
    })
}

function splitEntry(entry: string): { readonly name: string; readonly port: string | undefined } {
  const bracketed = /^\[(.+)\](?::(\d+))?$/.exec(entry)
  if (bracketed !== null) return { name: bracketed[1] ?? '', port: bracketed[2] }
  const named = /^([^:]+):(\d+)$/.exec(entry)
  return named === null ? { name: entry, port: undefined } : { name: named[1] ?? '', port: named[2] }
}

const bareHost = (hostname: string): string =>
  hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
