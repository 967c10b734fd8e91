/** Which installed browser can show an app window: Chromium, Chrome or Edge, in the order people expect. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { SystemFacts } from '../host/folders.ts'

export interface Browser {
  readonly name: string
  readonly program: string
}

const linuxPrograms: readonly (readonly [name: string, program: string])[] = [
  ['Chromium', 'chromium'],
  ['Chromium', 'chromium-browser'],
  ['Chrome', 'google-chrome-stable'],
  ['Chrome', 'google-chrome'],
  ['Edge', 'microsoft-edge-stable'],
  ['Edge', 'microsoft-edge'],
]
const windowsPrograms: readonly (readonly [name: string, folders: readonly string[]])[] = [
  ['Chrome', ['Google', 'Chrome', 'Application', 'chrome.exe']],
  ['Edge', ['Microsoft', 'Edge', 'Application', 'msedge.exe']],
  ['Chromium', ['Chromium', 'Application', 'chrome.exe']],
]
const macPrograms: readonly (readonly [name: string, app: string])[] = [
  ['Chrome', 'Google Chrome'],
  ['Chromium', 'Chromium'],
  ['Edge', 'Microsoft Edge'],
]

/** `HAKOMORI_BROWSER` names another program. */
export function findBrowser(system: SystemFacts, exists: (file: string) => boolean = existsSync): Browser | null {
  const named = system.env['HAKOMORI_BROWSER']
  if (named !== undefined && named !== '') return exists(named) ? { name: path.basename(named), program: named } : null
  return candidates(system).find(({ program }) => exists(program)) ?? null
}

/** Whether anything can show a window. */
export const hasScreen = ({ platform, env }: SystemFacts): boolean =>
  platform === 'win32' || platform === 'darwin' || isSet(env['DISPLAY']) || isSet(env['WAYLAND_DISPLAY'])

const isSet = (value: string | undefined): boolean => value !== undefined && value !== ''

function candidates({ platform, env, home }: SystemFacts): Browser[] {
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter(
      (root) => root !== undefined,
    )
    return windowsPrograms.flatMap(([name, folders]) =>
      roots.map((root) => ({ name, program: path.win32.join(root, ...folders) })),
    )
  }
  if (platform === 'darwin') {
    return macPrograms.flatMap(([name, app]) =>
      ['/Applications', path.posix.join(home, 'Applications')].map((folder) => ({
        name,
        program: path.posix.join(folder, `${app}.app`, 'Contents', 'MacOS', app),
      })),
    )
  }
  const folders = [
    ...new Set([...(env['PATH'] ?? '').split(':').filter(Boolean), '/usr/bin', '/usr/local/bin', '/snap/bin']),
  ]
  return linuxPrograms.flatMap(([name, program]) =>
    folders.map((folder) => ({ name, program: path.posix.join(folder, program) })),
  )
}
