/** What a run of many stories says on the screen. */
import type { Changed, Outcome } from './simulate.ts'
import type { Shrunk } from './shrink.ts'
import type { Told } from './tell.ts'

export class Tally {
  readonly failed: Told[] = []
  seeds = 0
  #changes = 0
  readonly #faults = new Map<string, number>()
  readonly #questions = new Map<string, number>()
  readonly #startedAt = performance.now()

  add(told: Told): void {
    this.seeds += 1
    this.#changes += told.changes
    addAll(this.#faults, told.faults)
    addAll(this.#questions, told.questions)
    if (told.violation !== null) this.failed.push(told)
  }

  progress(of: number): string {
    return `${String(this.seeds)} of ${String(of)} seeds, ${this.#rate()}, ${String(this.failed.length)} failed`
  }

  summary(from: number): string[] {
    return [
      `faults: ${inWords(this.#faults)}`,
      `questions: ${inWords(this.#questions)}`,
      `${String(this.seeds)} seeds from ${String(from)}: ${String(this.failed.length)} broke a promise; ` +
        `${String(this.#changes)} changes, ${this.#seconds().toFixed(1)} s, ${this.#rate()}`,
    ]
  }

  #seconds(): number {
    return (performance.now() - this.#startedAt) / 1000
  }

  #rate(): string {
    return `${(this.seeds / this.#seconds()).toFixed(1)} seeds a second`
  }
}

function addAll(sums: Map<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + count)
}

const inWords = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join(', ') || 'none'

export function showStory({ seed, profile, violation, lines, digest }: Outcome): void {
  console.log(`\nseed ${String(seed)}  ${JSON.stringify(profile)}`)
  for (const line of lines) console.log(line)
  if (violation) console.log(`>>> ${violation.text}\n${violation.stack}`)
  console.log(`${String(lines.length)} lines, trace ${digest}`)
}

export function showShrunk({ changed, outcome, tries }: Shrunk): void {
  showStory(outcome)
  console.log(`after ${String(tries)} tries it takes ${outcome.acts.map(({ id }) => id).join(', ') || 'no act at all'}`)
  console.log(`again with: npm run simulate -- --seed ${String(outcome.seed)} --changed '${JSON.stringify(changed)}'`)
}

/** What `--changed` says. */
export const readChanged = (text: string | undefined): Changed =>
  text === undefined ? {} : (JSON.parse(text) as Changed) // safe: printed above
