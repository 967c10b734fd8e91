/**
 * The Electron shell: one window over one core. Puts the parts together and decides nothing about stock. May import
 * electron, host and shared. Never imported by anything else: it runs on being loaded.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, dialog, session } from 'electron'
import { startCore } from '../host/core-host.ts'
import { createCredentialsFile } from '../host/credentials-file.ts'
import { defaultDataDirectory, thisSystem } from '../host/folders.ts'
import { loadRendererFiles } from '../host/renderer-files.ts'
import { verifyFile } from '../host/verify-file.ts'
import { superviseCore, type SupervisedCore } from '../host/supervisor.ts'
import { serveIpc, servePdf } from './ipc.ts'
import { appOrigin, pageSource } from './origin.ts'
import { savePdf } from './pdf.ts'
import { allowScanners } from './scanner-devices.ts'
import { createSystemSealing } from './sealing.ts'
import { denyPermissions, guardPages, registerScheme, servePages } from './security.ts'
import { verifyRequest } from './verify-request.ts'
import { hideMenu, openWindow } from './window.ts'

const out = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const directory = defaultDataDirectory(thisSystem())
const page = pageSource(app.isPackaged, process.env['ELECTRON_RENDERER_URL'])

registerScheme()
app.enableSandbox()
// Electron's own files lie in the data folder too, so that one folder is all there is to move or delete.
app.setPath('userData', path.join(directory, 'electron'))
guardPages(page.origin)

const fileToVerify = verifyRequest(process.argv, app.isPackaged)
if (fileToVerify !== null) {
  // Beside an app that is open, without a window and without its data.
  void verifyFile(fileToVerify, process).then((code) => {
    app.exit(code)
  })
} else if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(start)
} else {
  app.quit()
}

async function start(): Promise<void> {
  hideMenu()
  denyPermissions()
  allowScanners(page.origin, path.join(app.getPath('userData'), 'scanners.json'))
  if (page.origin === appOrigin) {
    const files = loadRendererFiles(path.join(out, 'renderer'))
    if (!files.ok) {
      giveUp(files.error)
      return
    }
    servePages(files.value)
  }
  const core = await startSupervised()
  serveIpc({
    core,
    origin: page.origin,
    pages: () => BrowserWindow.getAllWindows().map((window) => window.webContents),
  })
  servePdf(page.origin, savePdf)
  const settings = { preload: path.join(out, 'preload', 'preload.cjs'), page, packed: app.isPackaged }
  openWindow(settings)
  app.on('second-instance', showWindow)
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(settings)
  })
  closeBeforeQuitting(core)
}

/** A core whose data can't be opened has a window too: it says why, and what to do. */
async function startSupervised(): Promise<SupervisedCore> {
  const secrets = createCredentialsFile({
    directory,
    sealing: createSystemSealing(),
    environment: process.env['HAKOMORI_CREDENTIALS'],
  })
  const world = { secrets, resolveProxy: (url: string) => session.defaultSession.resolveProxy(url) }
  return await superviseCore(
    () => startCore({ directory, automatic: true }, world),
    (sentence) => {
      process.stderr.write(`${sentence}\n`)
    },
  )
}

function giveUp(sentence: string): void {
  dialog.showErrorBox('Hakomori cannot start', sentence)
  app.exit(1)
}

function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window === undefined) return
  if (window.isMinimized()) window.restore()
  window.focus()
}

function closeBeforeQuitting(core: SupervisedCore): void {
  let closed = false
  app.on('window-all-closed', () => {
    app.quit()
  })
  app.on('before-quit', (event) => {
    if (closed) return
    // Quitting waits until the core has let go of the folder, and is then asked for again.
    event.preventDefault()
    void core.close().then(() => {
      closed = true
      app.quit()
    })
  })
}
