import { Violation } from '../story.ts'

const whileMs = 300_000
/**
 * Three lists every half minute are 30, a lost answer is looked for some times more, and whatever a person says or does
 * starts a cycle. A loop reads as much as the limit lets pass: 450 and more.
 */
const byItself = 90
const forAnAct = 4

/** What one device asks for, restarts and shifted clocks included. */
export class RequestRate {
  #requests: number[] = []
  #readsInVain: number[] = []
  #acts: number[] = []

  /** Somebody asks the app for something. */
  noteAct(now: number): void {
    this.#acts = [...this.#acts.filter((at) => at > now - whileMs), now]
  }

  note(kind: 'read' | 'write', now: number): void {
    this.#requests = [...this.#requests.filter((at) => at > now - 60_000), now]
    // Invariant I14: at most 120 in any minute.
    if (this.#requests.length > 120) throw new Violation('I14', `${String(this.#requests.length)} requests in a minute`)
    this.#readsInVain = kind === 'write' ? [] : [...this.#readsInVain.filter((at) => at > now - whileMs), now]
    const acts = this.#acts.filter((at) => at > now - whileMs).length
    if (this.#readsInVain.length > byItself + forAnAct * acts)
      throw new Violation('I13', `${String(this.#readsInVain.length)} reads in five minutes, and nothing is written`)
  }
}
