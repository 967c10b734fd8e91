import type { Route } from './burst.ts'
import type { KeyReading, Meaning } from './decode.ts'
import { takesText } from './field-memory.ts'

/** What the capture reads from a key's event, and where the key is going. */

export interface KeyContext {
  readonly rightAlt: boolean
  readonly capsToggled: boolean
}

export function readKey(event: KeyboardEvent, context: KeyContext): KeyReading {
  return {
    code: event.code,
    key: event.key,
    shift: event.shiftKey,
    control: event.ctrlKey,
    alt: event.altKey,
    meta: event.metaKey,
    altGraph: event.getModifierState('AltGraph'),
    capsLock: event.getModifierState('CapsLock'),
    composing: isComposing(event),
    ...context,
  }
}

/** Chromium and Safari report a key that an input method took under this old number. */
const processedKeyCode = 229

export const isComposing = (event: KeyboardEvent): boolean =>
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign on the key that starts a composition
  event.isComposing || event.key === 'Process' || event.keyCode === processedKeyCode

/** Events of some senders carry no code. */
export const keyOf = (event: KeyboardEvent): string => (event.code === '' ? event.key : event.code)

/** Where the event was going, seen through shadow roots. */
export function targetOf(event: Event): Element | null {
  const target = event.composedPath()[0]
  return target instanceof Element ? target : null
}

export function routeOf(event: KeyboardEvent, meaning: Meaning): Route {
  if (meaning.kind !== 'character' || event.key.length > 1) return 'act'
  const target = targetOf(event)
  if (target !== null && takesText(target)) return 'insert'
  return event.key === ' ' ? 'act' : 'page'
}
