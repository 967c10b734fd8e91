/** Where the screens come from in Electron: our own scheme, or Vite's address while developing. */

export const scheme = 'app'
export const appOrigin = `${scheme}://hakomori`

export interface PageSource {
  /** What the window loads. */
  readonly address: string
  /** The same as an origin: the only one whose pages may speak to the core. */
  readonly origin: string
}

/** Vite's address counts only in an app that is not packed, so that no setting of a user's PC can bring in another page. */
export function pageSource(packed: boolean, developmentAddress: string | undefined): PageSource {
  const url = packed || developmentAddress === undefined ? null : URL.parse(developmentAddress)
  return url === null ? { address: `${appOrigin}/`, origin: appOrigin } : { address: url.href, origin: url.origin }
}

/** Whether an address lies under this origin. `URL.origin` is `null` for schemes of our own, hence the comparison by parts. */
export function isFrom(origin: string, address: string): boolean {
  const url = URL.parse(address)
  const own = URL.parse(origin)
  return url !== null && own !== null && url.protocol === own.protocol && url.host === own.host
}
