/**
 * Sends a held key to where it was going. A copy makes the page's listeners act, but not the browser itself; of what the
 * browser does, only Space on a button matters to keys that are ever held.
 */
export function replayKey(event: KeyboardEvent, mark: (copy: KeyboardEvent) => void): void {
  const copy = new KeyboardEvent(event.type, {
    key: event.key,
    code: event.code,
    location: event.location,
    ctrlKey: event.ctrlKey,
    shiftKey: event.shiftKey,
    altKey: event.altKey,
    metaKey: event.metaKey,
    bubbles: true,
    cancelable: true,
    composed: true,
  })
  mark(copy)
  const target = replayTarget(event)
  const wanted = target.dispatchEvent(copy)
  const presses = event.type === 'keydown' && event.key === ' ' && target instanceof HTMLElement
  if (wanted && presses && target.matches('button, summary, input')) target.click()
}

/** An event that is over has lost its path but not its target; a target that left the page hands over to the focus. */
function replayTarget(event: KeyboardEvent): EventTarget {
  const { target } = event
  if (target instanceof Element && target.isConnected) return target
  return document.activeElement ?? document.body
}
