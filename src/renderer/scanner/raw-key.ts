/** One key event as the browser tells it, without the browser: what decoding, recording and learning all read. */
export interface RawKey {
  readonly kind: 'down' | 'up'
  /** The physical key; empty where the sender names none. */
  readonly code: string
  /** What this computer's layout makes of it. */
  readonly key: string
  readonly shift: boolean
  readonly control: boolean
  readonly alt: boolean
  readonly meta: boolean
  readonly altGraph: boolean
  readonly capsLock: boolean
  readonly repeat: boolean
  /** An input method is composing. */
  readonly composing: boolean
  /** Milliseconds, on the scale of Event.timeStamp. */
  readonly at: number
}

export const rawKeyOf = (event: KeyboardEvent): RawKey => ({
  kind: event.type === 'keyup' ? 'up' : 'down',
  code: event.code,
  key: event.key,
  shift: event.shiftKey,
  control: event.ctrlKey,
  alt: event.altKey,
  meta: event.metaKey,
  altGraph: event.getModifierState('AltGraph'),
  capsLock: event.getModifierState('CapsLock'),
  repeat: event.repeat,
  composing: isComposing(event),
  at: event.timeStamp,
})

/** Chromium and Safari report a key that an input method took under this old number. */
const processedKeyCode = 229

export const isComposing = (event: KeyboardEvent): boolean =>
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign on the key that starts a composition
  event.isComposing || event.key === 'Process' || event.keyCode === processedKeyCode
