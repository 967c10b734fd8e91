import { useSyncExternalStore } from 'react'

/**
 * Where the user is: one of the five places of the rail, the settings, or the welcome page; and in a place the one thing
 * that is looked at (a stocktake, an item's SKU, a change). No nesting deeper than list and panel. Lives in the address
 * after `#`, so reloading stays where it was and Back works.
 */
export const places = ['count', 'review', 'items', 'moves', 'sync'] as const
export type Place = (typeof places)[number]
export type RouteName = Place | 'codes' | 'settings' | 'scanner' | 'commands' | 'paper' | 'labels' | 'welcome'

export interface Route {
  readonly name: RouteName
  readonly arg: string | null
}

const names: ReadonlySet<string> = new Set([
  ...places,
  'codes',
  'settings',
  'scanner',
  'commands',
  'paper',
  'labels',
  'welcome',
])
const isRouteName = (name: string): name is RouteName => names.has(name)

export function parseRoute(hash: string): Route {
  const [, name = '', ...rest] = hash.replace(/^#/, '').split('/')
  const arg = decode(rest.join('/'))
  return isRouteName(name) ? { name, arg: arg === '' ? null : arg } : { name: 'count', arg: null }
}

export function formatRoute(name: RouteName, arg: string | null = null): string {
  return arg === null || arg === '' ? `#/${name}` : `#/${name}/${encodeURIComponent(arg)}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** Goes to a place. `replace` leaves no step for Back: for following a selection inside a list. */
export function go(name: RouteName, arg: string | null = null, { replace = false } = {}): void {
  const hash = formatRoute(name, arg)
  if (hash === window.location.hash) return
  if (!replace) {
    window.location.hash = hash
    return
  }
  window.history.replaceState(null, '', hash)
  window.dispatchEvent(new HashChangeEvent('hashchange'))
}

/** Where the user is now, for what was begun before and ends late. */
export const isAt = (name: RouteName): boolean => parseRoute(window.location.hash).name === name

export function useRoute(): Route {
  const hash = useSyncExternalStore(watchHash, () => window.location.hash)
  return parseRoute(hash)
}

function watchHash(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}
