import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { loadRendererFiles } from '../../../src/main/shells/host/renderer-files.ts'
import { createCredentialsFile } from '../../../src/main/shells/host/credentials-file.ts'
import { isFrom, pageSource } from '../../../src/main/shells/electron/origin.ts'
import { verifyRequest } from '../../../src/main/shells/electron/verify-request.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { createFakeElectron, FakePage, FakeWindow } from './fake-electron.ts'

const fake = createFakeElectron()
vi.doMock('electron', () => fake.electron)
const security = await import('../../../src/main/shells/electron/security.ts')
const window = await import('../../../src/main/shells/electron/window.ts')
const { createSystemSealing } = await import('../../../src/main/shells/electron/sealing.ts')

const page = { address: 'app://hakomori/', origin: 'app://hakomori' }
const packed = { preload: '/app/out/preload/preload.cjs', page, packed: true }

describe('the window', () => {
  it('is sandboxed, isolated, without Node, and shows nothing before there is something to see', () => {
    window.openWindow(packed)
    const opened = FakeWindow.all[0]
    expect(opened?.options).toMatchObject({
      show: false,
      webPreferences: {
        preload: packed.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        allowRunningInsecureContent: false,
        devTools: false,
      },
    })
    expect(opened?.loaded).toBe('app://hakomori/')
    expect(opened?.shown).toBe(false)
    opened?.emit('ready-to-show')
    expect(opened?.shown).toBe(true)
  })

  it('has a menu only where copy and paste need one', () => {
    window.hideMenu('linux')
    expect(fake.log.menu).toBeNull()
    window.hideMenu('darwin')
    expect(fake.log.menu).toContainEqual({ role: 'editMenu' })
  })
})

describe('where the page comes from', () => {
  it("is our own scheme, or Vite's address in an app that is not packed", () => {
    expect(pageSource(true, 'http://localhost:5173')).toEqual(page)
    expect(pageSource(false, undefined)).toEqual(page)
    expect(pageSource(false, 'http://localhost:5173')).toEqual({
      address: 'http://localhost:5173/',
      origin: 'http://localhost:5173',
    })
  })

  it('is compared by scheme and host, not by beginning', () => {
    expect(isFrom(page.origin, 'app://hakomori/index.html')).toBe(true)
    for (const foreign of [
      'app://hakomori.evil.example/',
      'app://evil/',
      'https://hakomori/',
      'file:///hakomori',
      '',
      'about:blank',
    ]) {
      expect([foreign, isFrom(page.origin, foreign)]).toEqual([foreign, false])
    }
  })
})

describe('started to check evidence', () => {
  it('names the file, packed or not, and takes nothing else for such a start', () => {
    expect(verifyRequest(['/opt/Hakomori', 'verify', 'evidence MAIN.json'], true)).toBe('evidence MAIN.json')
    expect(verifyRequest(['electron', '.', '--no-sandbox', 'verify', 'e.json'], false)).toBe('e.json')
    for (const argv of [['/opt/Hakomori'], ['/opt/Hakomori', 'verify'], ['/opt/Hakomori', 'e.json']])
      expect(verifyRequest(argv, true)).toBeNull()
  })
})

describe('every page', () => {
  let contents: FakePage
  beforeEach(() => {
    fake.electron.app.removeAllListeners()
    security.guardPages(page.origin)
    contents = new FakePage()
    fake.electron.app.emit('web-contents-created', {}, contents)
  })

  const attempt = (event: string, url: string): boolean => {
    let prevented = false
    contents.emit(event, { url, preventDefault: () => (prevented = true) })
    return prevented
  }

  it('stays where it is', () => {
    for (const event of ['will-navigate', 'will-redirect']) {
      expect(attempt(event, 'https://evil.example/')).toBe(true)
      expect(attempt(event, 'file:///etc/passwd')).toBe(true)
      expect(attempt(event, 'app://hakomori/')).toBe(false)
    }
    expect(attempt('will-attach-webview', '')).toBe(true)
  })

  it("opens no window, and lets the system's browser open only what is on the list", () => {
    const addresses = [
      'https://docs.withhako.com/api',
      'http://docs.withhako.com/',
      'https://docs.withhako.com.evil.example/',
      'https://user@docs.withhako.com/',
      'https://docs.withhako.com:8443/',
      'file:///C:/Windows/System32/calc.exe',
      'javascript:alert(1)',
      'not an address',
    ]
    for (const url of addresses) expect(contents.openHandler?.({ url })).toEqual({ action: 'deny' })
    expect(fake.log.opened).toEqual(['https://docs.withhako.com/api'])
  })

  it('gets no permission', () => {
    security.denyPermissions()
    const answers: boolean[] = []
    fake.log.permissionRequest?.({}, 'media', (allowed) => answers.push(allowed))
    expect(answers).toEqual([false])
    expect(fake.log.permissionCheck?.({}, 'hid', 'app://hakomori')).toBe(false)
    expect(fake.log.devicePermission?.({})).toBe(false)
  })
})

describe('app://', () => {
  it('is a secure origin of its own', () => {
    security.registerScheme()
    expect(fake.log.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ])
  })

  it('serves the screens with policy and nonce, and nothing else', async () => {
    const folder = temporaryFolder()
    mkdirSync(path.join(folder, 'assets'))
    writeFileSync(path.join(folder, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__">')
    writeFileSync(path.join(folder, 'assets', 'a.js'), 'run()')
    const files = loadRendererFiles(folder)
    if (!files.ok) throw new Error(files.error)
    security.servePages(files.value)
    const serve = fake.log.protocols.get('app')
    const ask = async (url: string, method = 'GET') => await serve?.(new Request(url, { method }))

    const answer = await ask('app://hakomori/')
    const nonce = /nonce="([\w-]+)"/.exec((await answer?.text()) ?? '')?.[1] ?? ''
    const policy = answer?.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect(policy).toContain("connect-src 'self';")
    expect(await (await ask('app://hakomori/assets/a.js'))?.text()).toBe('run()')
    for (const wrong of ['app://hakomori/assets/b.js', 'app://other/', 'app://hakomori/../package.json']) {
      expect((await ask(wrong))?.status).toBe(404)
    }
    expect((await ask('app://hakomori/', 'POST'))?.status).toBe(404)
  })
})

describe('credentials in Electron', () => {
  const open = (directory: string) => createCredentialsFile({ directory, sealing: createSystemSealing() })

  it("are encrypted with the system's key", async () => {
    const directory = temporaryFolder()
    await open(directory).write('C1', { apiKey: 'K-SECRET' })
    expect(await open(directory).read('C1')).toEqual({ ok: true, value: { apiKey: 'K-SECRET' } })
    expect(await createCredentialsFile({ directory }).read('C1')).toMatchObject({ ok: false })
  })

  it('are read as they are where another shell wrote them, and kept in the file where the system has no key', async () => {
    const directory = temporaryFolder()
    await createCredentialsFile({ directory }).write('C1', { apiKey: 'plain' })
    expect(await open(directory).read('C1')).toEqual({ ok: true, value: { apiKey: 'plain' } })
    fake.log.encryption = false
    await open(directory).write('C2', { apiKey: 'also plain' })
    fake.log.encryption = true
    expect(await createCredentialsFile({ directory }).read('C2')).toEqual({ ok: true, value: { apiKey: 'also plain' } })
  })

  it('are asked for again where they cannot be decrypted any more', async () => {
    const directory = temporaryFolder()
    writeFileSync(path.join(directory, 'credentials.json'), '{"C1":{"sealed":"AAAA"}}')
    expect(await open(directory).read('C1')).toMatchObject({
      ok: false,
      error: expect.stringContaining('Enter them again') as string,
    })
  })
})
