/** Keys that were kept from the page until it is known whose they are. */
export interface HeldKeys {
  hold(event: KeyboardEvent): void
  /** Sends them to where they were going, in order. */
  release(): void
  drop(): void
  /** The event is one that `release` sends, not one that somebody pressed. */
  isReplay(event: KeyboardEvent): boolean
}

export function createHeldKeys(): HeldKeys {
  let held: KeyboardEvent[] = []
  const replays = new WeakSet<Event>()

  const release = (): void => {
    const events = held
    held = []
    for (const event of events) {
      const copy = copyOf(event)
      replays.add(copy)
      send(copy, event)
    }
  }

  return {
    hold: (event) => void held.push(event),
    release,
    drop: () => {
      held = []
    },
    isReplay: (event) => replays.has(event),
  }
}

const copyOf = (event: KeyboardEvent): KeyboardEvent =>
  new KeyboardEvent(event.type, {
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

/**
 * A copy makes the page's listeners act, but not the browser itself; of what the browser does, only Space on a button
 * matters to keys that are ever held.
 */
function send(copy: KeyboardEvent, original: KeyboardEvent): void {
  const target = targetAfter(original)
  const wanted = target.dispatchEvent(copy)
  const presses = copy.type === 'keydown' && copy.key === ' ' && target instanceof HTMLElement
  if (wanted && presses && target.matches('button, summary, input')) target.click()
}

/** An event that is over has lost its path but not its target; a target that left the page hands over to the focus. */
function targetAfter({ target }: KeyboardEvent): EventTarget {
  if (target instanceof Element && target.isConnected) return target
  return document.activeElement ?? document.body
}
