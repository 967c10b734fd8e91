/** Virtual time: events in order of their time, and of their making where that is equal. Nothing here ever sleeps. */
interface Event {
  readonly at: number
  readonly order: number
  run: (() => void) | null
}

export class Timeline {
  /** Milliseconds since the beginning of the story. */
  now = 0
  /** Answers that are being received right now: their readers use real turns of the event loop. */
  busy = 0
  /** A broken promise that was noticed inside a device, whose engine must not take it for trouble of its own. */
  failure: Error | null = null
  readonly #heap: Event[] = []
  #order = 0

  /** Answers how to call it off. */
  after(ms: number, run: () => void): () => void {
    const event: Event = { at: this.now + Math.max(0, ms), order: (this.#order += 1), run }
    this.#push(event)
    return () => {
      event.run = null
    }
  }

  /** Runs the next event and everything that follows from it at the same moment. False: there is none before `until`. */
  async step(until: number): Promise<boolean> {
    for (;;) {
      const next = this.#heap[0]
      if (next === undefined || next.at > until) {
        this.now = Math.max(this.now, until)
        return false
      }
      this.#pop()
      if (next.run === null) continue
      this.now = next.at
      next.run()
      await this.settled()
      if (this.failure !== null) throw this.failure
      return true
    }
  }

  /** Lets everything that is ready to run, run. */
  async settled(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve))
    while (this.busy > 0)
  }

  #push(event: Event): void {
    const heap = this.#heap
    heap.push(event)
    let place = heap.length - 1
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!this.#swapIfLater(parent, place)) return
      place = parent
    }
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined || heap.length === 0) return
    heap[0] = last
    for (let place = 0; ;) {
      const [left, right] = [2 * place + 1, 2 * place + 2]
      const least = this.#isBefore(right, left) ? right : left
      if (least >= heap.length || !this.#swapIfLater(place, least)) return
      place = least
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [first, second] = [this.#heap[a], this.#heap[b]]
    if (first === undefined || second === undefined) return false
    return first.at < second.at || (first.at === second.at && first.order < second.order)
  }

  #swapIfLater(upper: number, lower: number): boolean {
    if (!this.#isBefore(lower, upper)) return false
    const [a, b] = [this.#heap[upper], this.#heap[lower]]
    if (a === undefined || b === undefined) return false
    this.#heap[upper] = b
    this.#heap[lower] = a
    return true
  }
}
