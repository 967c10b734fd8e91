/**
 * What Electron is told not to do (style rule 16): no page but ours, no new windows, no permissions, no scheme but ours,
 * and the system's browser opens only addresses from a short list.
 */
import { app, protocol, session, shell, type Session } from 'electron'
import type { RendererFiles } from '../host/renderer-files.ts'
import { safetyHeaders } from '../host/page-policy.ts'
import { isFrom, scheme, appOrigin } from './origin.ts'

/** Hosts that links in the app lead to. */
const externalHosts: readonly string[] = ['withhako.com', 'www.withhako.com', 'docs.withhako.com']

/** Must run before the app is ready. `standard` and `secure` make it an origin like https. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the screens under `app://hakomori`, with a new nonce for every load of the page. */
export function servePages(files: RendererFiles): void {
  protocol.handle(scheme, (request) => {
    const url = new URL(request.url)
    const found = request.method === 'GET' && isFrom(appOrigin, request.url) ? files.find(url.pathname) : null
    if (found === null) return new Response('There is nothing here.', { status: 404, headers: { ...safetyHeaders } })
    const body = typeof found.body === 'string' ? found.body : new Uint8Array(found.body)
    return new Response(body, { headers: { ...found.headers } })
  })
}

/** Holds for every page that is ever made, our window's first of all. */
export function guardPages(origin: string): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isFrom(origin, event.url)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      if (!isFrom(origin, event.url)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenOutside(url)) void shell.openExternal(url)
      return { action: 'deny' }
    })
  })
}

/** No camera, no notifications, no USB, nothing: the app asks for none of it. scanner-devices.ts has the two exceptions. */
export function denyPermissions(of: Session = session.defaultSession): void {
  of.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false)
  })
  of.setPermissionCheckHandler(() => false)
  of.setDevicePermissionHandler(() => false)
}

export function mayOpenOutside(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && url.protocol === 'https:' && url.username === '' && externalHosts.includes(url.host)
}
