/**
 * Key combinations as text: `Ctrl+Enter`, `F9`, `Alt+R`, `1`, `ArrowUp`. The last part is the key as the keyboard event
 * names it, letters in capitals. On a Mac the command key counts as Ctrl.
 */
export type Combo = string

export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
}

export interface ParsedCombo {
  readonly ctrl: boolean
  readonly alt: boolean
  readonly shift: boolean
  readonly key: string
}

export function parseCombo(combo: Combo): ParsedCombo {
  const parts = combo.split('+')
  const key = parts.at(-1) ?? ''
  return { ctrl: parts.includes('Ctrl'), alt: parts.includes('Alt'), shift: parts.includes('Shift'), key }
}

export function matchesCombo(press: KeyPress, combo: Combo): boolean {
  const wanted = parseCombo(combo)
  if (wanted.ctrl !== (press.ctrlKey || press.metaKey) || wanted.alt !== press.altKey) return false
  // Signs such as ? need Shift on some keyboards and not on others, so Shift only counts where the key has a name.
  const named = wanted.key.length > 1 || /[A-Z0-9]/.test(wanted.key)
  if (named && wanted.shift !== press.shiftKey) return false
  return keyMatches(press, wanted.key)
}

/** Digits and, with Alt, letters are also matched by their place: other layouts put other signs there. */
function keyMatches(press: KeyPress, key: string): boolean {
  if (press.key.toUpperCase() === key.toUpperCase()) return true
  if (/^\d$/.test(key)) return press.code === `Digit${key}` && (press.ctrlKey || press.metaKey)
  return press.altKey && /^[A-Z]$/.test(key) && press.code === `Key${key}`
}

/** True for a key that also writes: it must not act while a field has the focus, nor in the middle of a scan. */
export function isBare(combo: Combo): boolean {
  const { ctrl, alt, key } = parseCombo(combo)
  return !ctrl && !alt && key.length === 1
}

/** True for keys that move in fields, lists and dialogs; those have the first right to them. */
export function isMovement(combo: Combo): boolean {
  const { ctrl, alt, key } = parseCombo(combo)
  return !ctrl && !alt && /^(Arrow\w+|Home|End|PageUp|PageDown|Enter|Tab)$/.test(key)
}
