import { request as httpRequest } from 'node:http'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { startBrowserShell, type BrowserShell } from '../../../src/main/shells/browser/browser-shell.ts'
import { createCoreDouble } from '../../contract/transport-core-double.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

let shell: BrowserShell
let base: URL
let cookie: string
let folder: string

/** Raw requests: `fetch` does not let a test lie about Host and path. */
function get(target: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port: base.port,
      path: target,
      method,
      headers: { host: base.host, ...headers },
    }
    const request = httpRequest(options, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
    })
    request.on('error', reject)
    request.end()
  })
}

const exchange = async (url: string): Promise<Answer> => get(new URL(url).pathname + new URL(url).search)

function connect(headers: Record<string, string>, origin = base.origin): Promise<number | 'open'> {
  const socket = new WebSocket(`ws://${base.host}/rpc`, { headers, origin })
  return new Promise((resolve) => {
    socket.on('open', () => {
      socket.close()
      resolve('open')
    })
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
    })
    socket.on('error', () => undefined)
  })
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'hakomori-test-'))
  mkdirSync(path.join(folder, 'screens', 'assets'), { recursive: true })
  const page =
    '<meta property="csp-nonce" nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__" src="./assets/a.js"></script>'
  writeFileSync(path.join(folder, 'screens', 'index.html'), page)
  writeFileSync(path.join(folder, 'screens', 'assets', 'a.js'), 'run()')
  writeFileSync(path.join(folder, 'screens', 'notes.secret'), 'not for serving')
  writeFileSync(path.join(folder, 'outside.js'), 'outside')
  const started = await startBrowserShell({
    core: createCoreDouble(),
    port: 0,
    rendererDirectory: path.join(folder, 'screens'),
  })
  if (!started.ok) throw new Error(started.error)
  shell = started.value
  base = new URL(shell.url)
  const answer = await exchange(shell.url)
  cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
})
afterAll(async () => {
  await shell.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the token', () => {
  it('is exchanged for a cookie that scripts and other sites cannot use, and leaves the address', async () => {
    const answer = await exchange(shell.url)
    expect(answer.status).toBe(303)
    expect(answer.headers['location']).toBe('/')
    expect(String(answer.headers['set-cookie'])).toMatch(/^hakomori-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    expect(String(answer.headers['set-cookie'])).not.toContain(base.searchParams.get('token'))
  })

  it('is refused when it is wrong, empty or cut', async () => {
    const token = base.searchParams.get('token') ?? ''
    for (const wrong of ['', 'x', token.slice(1), `${token}x`]) {
      const answer = await get(`/?token=${wrong}`)
      expect(answer.status).toBe(403)
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
  })

  it('of an app window is good for one use', async () => {
    const once = shell.oneTimeUrl()
    expect((await exchange(once)).status).toBe(303)
    expect((await exchange(once)).status).toBe(403)
  })
})

describe('a page', () => {
  it('is given to nobody without the cookie', async () => {
    for (const target of ['/', '/assets/a.js']) {
      expect((await get(target)).status).toBe(403)
      expect((await get(target, { cookie: `${cookie}x` })).status).toBe(403)
    }
  })

  it('is given only under our own host, so that a foreign name that leads here gets nothing', async () => {
    for (const host of ['evil.example', `evil.example:${base.port}`, `localhost:${base.port}`, '127.0.0.1']) {
      expect((await get('/', { cookie, host })).status).toBe(403)
    }
    expect((await get(base.pathname + base.search, { host: 'evil.example' })).status).toBe(403)
  })

  it('is not given to other origins, and no answer ever allows one', async () => {
    const answer = await get('/', { cookie, origin: 'https://evil.example' })
    expect(answer.status).toBe(403)
    const own = await get('/', { cookie, origin: base.origin })
    expect(own.status).toBe(200)
    expect(
      Object.keys({ ...answer.headers, ...own.headers }).filter((name) => name.startsWith('access-control')),
    ).toEqual([])
  })

  it('comes with the strict policy and a nonce that is new for every load', async () => {
    const [one, two] = [await get('/', { cookie }), await get('/', { cookie })]
    const nonce = /nonce="([\w-]+)"/.exec(one.body)?.[1] ?? ''
    expect(one.headers['content-security-policy']).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; style-src-attr 'none'; img-src 'self' data: blob:; ` +
        `font-src 'self'; connect-src 'self' ws://${base.host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    expect(nonce).toHaveLength(24)
    expect(one.body).not.toContain('__CSP_NONCE__')
    expect(two.body).not.toContain(nonce)
    expect(one.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
  })

  it('brings its files, with their types, and nothing that is not one of them', async () => {
    const script = await get('/assets/a.js', { cookie })
    expect(script).toMatchObject({ status: 200, body: 'run()' })
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    const paths = [
      '/../outside.js',
      '/assets/../../outside.js',
      '/assets/%2e%2e/%2e%2e/outside.js',
      '/..%2foutside.js',
      '//outside.js',
      '/notes.secret',
      '/assets/b.js',
      '/items',
      '/assets',
    ]
    for (const target of paths) {
      const answer = await get(target, { cookie })
      expect([target, answer.status]).toEqual([target, 404])
    }
  })

  it('is only read: every other method is refused', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD']) {
      expect((await get('/', { cookie }, method)).status).toBe(405)
    }
  })
})

describe('the socket', () => {
  it('opens for our own page with the cookie', async () => {
    expect(await connect({ cookie })).toBe('open')
  })

  it('is refused without the cookie, from another origin and under another host', async () => {
    expect(await connect({})).toBe(403)
    expect(await connect({ cookie }, 'https://evil.example')).toBe(403)
    expect(await connect({ cookie }, 'null')).toBe(403)
    expect(await connect({ cookie, host: 'evil.example' })).toBe(403)
  })
})

it('says what to do where the screens are not built', async () => {
  const started = await startBrowserShell({ core: createCoreDouble(), port: 0, rendererDirectory: temporaryFolder() })
  expect(started).toMatchObject({ ok: false, error: expect.stringContaining('npm run build') as string })
})

it('says which port is taken', async () => {
  const taken = Number(base.port)
  const started = await startBrowserShell({
    core: createCoreDouble(),
    port: taken,
    rendererDirectory: temporaryFolder(),
  })
  expect(started).toMatchObject({ ok: false, error: expect.stringContaining(String(taken)) as string })
})
