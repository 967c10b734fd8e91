import {
  burstDeadline,
  initialBurstState,
  stepBurst,
  type BurstInput,
  type BurstState,
  type Effect,
  type RecognisedScan,
  type TakeBackFrom,
  type Trail,
} from '../../src/renderer/scanner/burst.ts'
import type { Route } from '../../src/renderer/scanner/burst-keys.ts'
import type { Meaning } from '../../src/renderer/scanner/decode.ts'
import type { RawKey } from '../../src/renderer/scanner/raw-key.ts'
import { createKeyReader, routeIn } from '../../src/renderer/scanner/reading.ts'
import type { ScannerProfile } from '../../src/renderer/scanner/scan.ts'
import { scannerProfile } from '../../src/shared/contract/settings.ts'

/** A key as it happens: when it goes down, after how long it comes up. `\n` is Enter, `\t` Tab. */
export interface Press {
  readonly at: number
  readonly hold: number
  readonly text: string
}

/**
 * A field, or a page without one, behind the capture: keys that pass are written at once, held ones when released; taking
 * back restores what was remembered. Runs the presses with every tick that falls between them.
 */
export class Page {
  text = ''
  readonly scans: RecognisedScan[] = []
  readonly #route: Route
  readonly #profile: ScannerProfile
  #state: BurstState = initialBurstState
  /** The text as it was before the burst, and at its pauses. */
  #notes: readonly string[] = []
  #past: string | null = null
  #held = ''

  constructor(route: Route, profile: ScannerProfile = scannerProfile.parse({})) {
    this.#route = route
    this.#profile = profile
  }

  /** A page whose scanner has ended a scan in Enter before. */
  static knowing(route: Route): Page {
    const page = new Page(route).run(Array.from('known\n', (text, index) => ({ text, at: 5 * index, hold: 1 })))
    page.scans.length = 0
    return page
  }

  run(presses: readonly Press[]): this {
    const inputs = presses.flatMap(({ at, hold, text }, index): readonly (readonly [number, BurstInput])[] => {
      const key = `${text}#${String(index)}`
      return [
        [at, { kind: 'down', key, at, repeat: false, meaning: meaningOf(text), route: this.#route }],
        [at + hold, { kind: 'up', key, at: at + hold }],
      ]
    })
    for (const [at, input] of inputs.toSorted((a, b) => a[0] - b[0])) {
      this.#tickUntil(at)
      this.#step(input, input.kind === 'down' ? written(input.meaning) : '')
    }
    this.#tickUntil(Infinity)
    return this
  }

  /** The same for keys as a browser tells them: read, routed and written as capture.ts and a browser do. */
  hear(keys: readonly RawKey[]): this {
    const reader = createKeyReader()
    for (const raw of keys) {
      const { at, code: key, repeat } = raw
      this.#tickUntil(at)
      if (raw.kind === 'down') {
        const meaning = reader.down(raw, this.#state.burst !== null, this.#profile)
        const route = routeIn(this.#route === 'page' ? 'page' : 'field', raw.key, meaning)
        this.#step({ kind: 'down', key, at, repeat, meaning, route }, reader.isAltDigit(raw) ? '' : typedBy(raw))
        continue
      }
      const text = reader.up(raw)
      if (text !== null) this.#hearAltCode(text, at)
      this.#step({ kind: 'up', key, at }, '')
    }
    this.#tickUntil(Infinity)
    return this
  }

  /** The character comes after its keys, as text of its own, which only a scan that is certain keeps away. */
  #hearAltCode(text: string, at: number): void {
    const key = `Alt+${text}`
    this.#step({ kind: 'down', key, at, repeat: false, meaning: meaningOf(text), route: 'act' }, '')
    this.#step({ kind: 'up', key, at }, '')
    if (this.#state.burst?.mode !== 'locked' && this.#route === 'insert' && text >= ' ') this.text += text
  }

  #tickUntil(at: number): void {
    for (
      let due = burstDeadline(this.#state, this.#profile);
      due !== null && due < at;
      due = burstDeadline(this.#state, this.#profile)
    ) {
      this.#step({ kind: 'tick', at: due }, '')
    }
  }

  /** `text`: what the key writes, if it may. */
  #step(input: BurstInput, text: string): void {
    const { state, disposal, effects } = stepBurst(this.#state, input, this.#profile)
    this.#state = state
    for (const effect of effects) this.#perform(effect)
    if (disposal === 'pass') this.text += text
    if (disposal === 'hold') this.#held += text
  }

  #perform(effect: Effect): void {
    if (effect.kind === 'remember' && this.#notes.length === 0) this.#notes = [this.text]
    if (effect.kind === 'pause' && this.#notes.length > 0) this.#notes = [...this.#notes, this.text]
    if (effect.kind === 'scan') this.scans.push(effect.scan)
    if (effect.kind === 'takeBack') this.#takeBack(effect.from)
    if (effect.kind === 'forget') this.#forget(effect.trail)
    if (effect.kind === 'release') this.#release()
  }

  #release(): void {
    if (this.#notes.length === 0) this.#notes = [this.text]
    this.text += this.#held
    this.#held = ''
  }

  #takeBack(from: TakeBackFrom): void {
    const first = this.#notes[0]
    this.text = (from === 'pause' ? this.#notes.at(-1) : from === 'trail' ? (this.#past ?? first) : first) ?? this.text
    this.#held = ''
    if (from !== 'pause') this.#notes = []
  }

  #forget(trail: Trail): void {
    if (trail !== 'longer') this.#past = trail === null ? null : (this.#notes[0] ?? this.text)
    this.#notes = []
  }
}

const meaningOf = (text: string): Meaning =>
  text === '\n' || text === '\t'
    ? { kind: 'suffix', suffix: text === '\t' ? 'tab' : 'enter' }
    : { kind: 'character', text, heard: text }

const written = (meaning: Meaning): string =>
  meaning.kind === 'suffix'
    ? meaning.suffix === 'tab'
      ? '\t'
      : '\n'
    : meaning.kind === 'character'
      ? meaning.text
      : ''

const silent: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'CapsLock', 'Dead', '\x1d'])

/** What a browser makes of a key: its character, or `⟨F8⟩` for what it does instead. */
export function typedBy({ key, control, alt }: RawKey): string {
  if (silent.has(key)) return ''
  if (key === 'Enter') return '\n'
  if (key === 'Tab') return '\t'
  return key.length > 1 || control || alt ? `⟨${control ? 'Ctrl+' : ''}${alt ? 'Alt+' : ''}${key}⟩` : key
}
