/** The one window of the app. */
import { BrowserWindow, Menu, type BrowserWindowConstructorOptions } from 'electron'
import { methodNames } from '../../../shared/contract/contract.ts'
import { methodsArgument } from './channels.ts'
import type { PageSource } from './origin.ts'

export interface WindowSettings {
  /** The built preload script. */
  readonly preload: string
  readonly page: PageSource
  /** Developers' tools only in an app that is not packed. */
  readonly packed: boolean
}

export function windowOptions({ preload, packed }: WindowSettings): BrowserWindowConstructorOptions {
  return {
    title: 'Hakomori',
    width: 1366,
    height: 860,
    minWidth: 960,
    minHeight: 640,
    // Shown when there is something to see: no white flash.
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !packed,
      additionalArguments: [`${methodsArgument}${methodNames.join(',')}`],
    },
  }
}

export function openWindow(settings: WindowSettings): BrowserWindow {
  const window = new BrowserWindow(windowOptions(settings))
  window.once('ready-to-show', () => {
    window.show()
  })
  void window.loadURL(settings.page.address)
  return window
}

/** macOS takes copy and paste from the menu, so it keeps one; elsewhere there is none. */
export function hideMenu(platform: NodeJS.Platform = process.platform): void {
  Menu.setApplicationMenu(
    platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  )
}
