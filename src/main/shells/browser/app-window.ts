/** Opens the app in a window of its own of an installed browser, with a profile of its own in the data folder. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { thisSystem } from '../host/folders.ts'
import { findBrowser, hasScreen } from './find-browser.ts'

export interface AppWindow {
  readonly browser: string
  /** Resolves when the window is closed. */
  readonly closed: Promise<void>
  close(): void
}

export interface AppWindowSettings {
  readonly url: string
  readonly directory: string
}

/** Null where there is no screen or no browser that can do it. */
export async function openAppWindow({ url, directory }: AppWindowSettings): Promise<AppWindow | null> {
  const system = thisSystem()
  const browser = hasScreen(system) ? findBrowser(system) : null
  if (browser === null) return null
  const child = spawn(browser.program, windowArguments(url, directory, isRoot()), { stdio: 'ignore' })
  const started = await new Promise<boolean>((resolve) => {
    child.once('spawn', () => {
      resolve(true)
    })
    child.once('error', () => {
      resolve(false)
    })
  })
  if (!started) return null
  return {
    browser: browser.name,
    closed: new Promise((resolve) => {
      child.once('exit', () => {
        resolve()
      })
    }),
    close: () => child.kill(),
  }
}

export function windowArguments(url: string, directory: string, asRoot: boolean): string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${path.join(path.resolve(directory), 'browser')}`,
    // Sounds must play for the first scan, before any click.
    '--autoplay-policy=no-user-gesture-required',
    '--no-first-run',
    '--no-default-browser-check',
    '--window-size=1366,860',
    // Chromium's sandbox cannot work for root; nobody should run it so, but containers do.
    ...(asRoot ? ['--no-sandbox'] : []),
  ]
}

const isRoot = (): boolean => process.platform === 'linux' && process.getuid?.() === 0
