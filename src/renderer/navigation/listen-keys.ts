import { isBare } from './combo.ts'
import type { KeyMap } from './key-map.ts'

/**
 * A bare key waits this long before it acts. A scanner's next key comes sooner, and then nothing happens: the `4` of a
 * scanned `4006381…` must never pick the fourth choice. Longer than the longest gap that a scanner profile allows by default.
 */
const bareDelay = 120

/** How long Ctrl is held alone before the buttons show their keys. */
const showDelay = 350

/** Feeds the window's key presses to the map. Scans never arrive here: the scanner takes them in the capture phase. */
export function listenKeys(window: Window, keyMap: KeyMap): () => void {
  const root = window.document.documentElement
  let bareTimer: number | undefined
  let showTimer: number | undefined
  let dialogWasOpen = false

  /** Before the dialog itself hears Escape and is gone: its key must not close what lies below it as well. */
  function onCapture(): void {
    dialogWasOpen = root.querySelector('[aria-modal="true"]') !== null
  }

  function hideKeys(): void {
    window.clearTimeout(showTimer)
    delete root.dataset['keys']
  }

  function onKeyDown(event: KeyboardEvent): void {
    window.clearTimeout(bareTimer)
    hideKeys()
    if (event.key === 'Control') showTimer = window.setTimeout(() => (root.dataset['keys'] = 'shown'), showDelay)
    if (event.defaultPrevented || event.isComposing) return
    const { editing, inDialog } = focusOf(event.target)
    const binding = keyMap.find(event, { editing, inDialog: inDialog || dialogWasOpen })
    if (binding === null || keepsUndo(event)) return
    const run = binding.run
    if (run === undefined) return
    event.preventDefault()
    if (isBare(binding.keys)) bareTimer = window.setTimeout(run, bareDelay)
    else if (!event.repeat || binding.keys.startsWith('Arrow')) run()
  }

  window.addEventListener('keydown', onCapture, { capture: true })
  window.addEventListener('keydown', onKeyDown)
  window.addEventListener('keyup', hideKeys)
  window.addEventListener('blur', hideKeys)
  return () => {
    window.clearTimeout(bareTimer)
    hideKeys()
    window.removeEventListener('keydown', onCapture, { capture: true })
    window.removeEventListener('keydown', onKeyDown)
    window.removeEventListener('keyup', hideKeys)
    window.removeEventListener('blur', hideKeys)
  }
}

function focusOf(target: EventTarget | null) {
  if (!(target instanceof HTMLElement)) return { editing: false, inDialog: false }
  const open = target.closest('[aria-modal="true"], [role="listbox"], [role="menu"], [aria-expanded="true"]')
  return { editing: isEditing(target), inDialog: open !== null }
}

function isEditing(target: HTMLElement): boolean {
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio|button|submit|range)$/.test(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
}

/** In a field with text, Ctrl Z belongs to the text. */
function keepsUndo(event: KeyboardEvent): boolean {
  if (event.key.toUpperCase() !== 'Z' || !(event.ctrlKey || event.metaKey)) return false
  const { target } = event
  return (
    (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) &&
    isEditing(target) &&
    target.value !== ''
  )
}
