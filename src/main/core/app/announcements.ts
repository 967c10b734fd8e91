import type { ChangedEvent, Topic } from '../../../shared/contract/events.ts'
import type { Clock } from '../ports.ts'

/**
 * Turns the topics of every commit into events for listeners: the first at once, whatever follows within the pause as
 * one event at its end. So a scan is seen without delay, and a pull of a thousand commits is ten events a second.
 */
export interface Announcements {
  announce(topics: Iterable<Topic>): void
  listen(listener: (event: ChangedEvent) => void): () => void
  /** Ends the pause and drops what waits. */
  close(): void
}

const pauseMs = 100

export function createAnnouncements(clock: Clock): Announcements {
  const listeners = new Set<(event: ChangedEvent) => void>()
  const waiting = new Set<Topic>()
  const closing = new AbortController()
  let pausing = false

  const emit = (): void => {
    const event: ChangedEvent = { event: 'changed', topics: [...waiting] }
    waiting.clear()
    for (const listener of listeners) listener(event)
  }
  const pause = async (): Promise<void> => {
    pausing = true
    while (waiting.size > 0) {
      emit()
      await clock.sleep(pauseMs, closing.signal)
      if (closing.signal.aborted) return
    }
    pausing = false
  }
  return {
    announce(topics) {
      if (listeners.size === 0) return
      for (const topic of topics) waiting.add(topic)
      if (!pausing && !closing.signal.aborted && waiting.size > 0) void pause()
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      closing.abort()
      listeners.clear()
    },
  }
}
