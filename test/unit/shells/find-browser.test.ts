import { expect, it } from 'vitest'
import { windowArguments } from '../../../src/main/shells/browser/app-window.ts'
import { findBrowser, hasScreen } from '../../../src/main/shells/browser/find-browser.ts'
import type { SystemFacts } from '../../../src/main/shells/host/folders.ts'

const linux: SystemFacts = { platform: 'linux', env: { PATH: '/opt/bin:/usr/bin' }, home: '/home/kim' }
const windows: SystemFacts = { platform: 'win32', env: { PROGRAMFILES: 'C:\\Program Files' }, home: 'C:\\Users\\kim' }
const mac: SystemFacts = { platform: 'darwin', env: {}, home: '/Users/kim' }

const having =
  (...files: readonly string[]) =>
  (file: string): boolean =>
    files.includes(file)

it('takes Chromium before Chrome before Edge on Linux, wherever on the path', () => {
  const both = having('/usr/bin/google-chrome', '/opt/bin/chromium')
  expect(findBrowser(linux, both)).toEqual({ name: 'Chromium', program: '/opt/bin/chromium' })
  expect(findBrowser(linux, having('/usr/bin/microsoft-edge'))).toEqual({
    name: 'Edge',
    program: '/usr/bin/microsoft-edge',
  })
  expect(findBrowser(linux, having())).toBeNull()
})

it('knows where Windows and macOS keep them', () => {
  const edge = 'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe'
  expect(findBrowser(windows, having(edge))).toEqual({ name: 'Edge', program: edge })
  const chrome = '/Users/kim/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  expect(findBrowser(mac, having(chrome))).toEqual({ name: 'Chrome', program: chrome })
})

it('takes the program that HAKOMORI_BROWSER names, or none', () => {
  const named = { ...linux, env: { ...linux.env, HAKOMORI_BROWSER: '/x/brave' } }
  expect(findBrowser(named, having('/x/brave', '/usr/bin/chromium'))).toEqual({ name: 'brave', program: '/x/brave' })
  expect(findBrowser(named, having('/usr/bin/chromium'))).toBeNull()
})

it('knows whether there is a screen', () => {
  expect(hasScreen(linux)).toBe(false)
  expect(hasScreen({ ...linux, env: { DISPLAY: ':0' } })).toBe(true)
  expect(hasScreen({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(true)
  expect(hasScreen(windows)).toBe(true)
})

it('opens an app window with its own profile, and with sound before the first click', () => {
  const args = windowArguments('http://127.0.0.1:1/?token=t', '/data', false)
  expect(args).toContain('--app=http://127.0.0.1:1/?token=t')
  expect(args).toContain('--user-data-dir=/data/browser')
  expect(args).toContain('--autoplay-policy=no-user-gesture-required')
  expect(args).not.toContain('--no-sandbox')
  expect(windowArguments('http://127.0.0.1:1/', '/data', true)).toContain('--no-sandbox')
})
