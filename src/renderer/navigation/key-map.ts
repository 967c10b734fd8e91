import type { CommandLabel } from './commands.ts'
import { isBare, isMovement, matchesCombo, type Combo, type KeyPress } from './combo.ts'

/**
 * The one key map of the window. Screens and buttons bind while they are mounted, so the sheet under F1 lists exactly
 * what works. A screen's binding wins over a general one, then the newest; an open dialog hides everything below it.
 */
export interface Binding {
  readonly keys: Combo
  /** What it does, in words, for the sheet under F1. */
  readonly label: string
  readonly where: 'everywhere' | 'here'
  /** The command barcode that asks for this, of those that mean nothing without a screen that does it. */
  readonly command?: CommandLabel | undefined
  /** Left out: somebody else handles the key (a table its arrows); it is listed only. */
  readonly run?: (() => void) | undefined
}

interface Bound {
  readonly binding: Binding
  readonly layer: number
}

export class KeyMap {
  #bound: readonly Bound[] = []
  readonly #computed = new Map<number, readonly Binding[]>()
  readonly #listeners = new Set<() => void>()

  /** Adds bindings of one layer (0: the page, 1: a dialog over it, …). Returns a disposer. */
  bind(bindings: readonly Binding[], layer: number): () => void {
    const added = bindings.map((binding) => ({ binding, layer }))
    this.#set([...this.#bound, ...added])
    return () => this.#set(this.#bound.filter((bound) => !added.includes(bound)))
  }

  /** What works now, newest first, each combination once. A stable array until something changes. */
  readonly active = (): readonly Binding[] => this.activeOf(Math.max(0, ...this.#bound.map((bound) => bound.layer)))

  /** What works, or would work, if this layer were the top one. */
  activeOf(layer: number): readonly Binding[] {
    const known = this.#computed.get(layer)
    if (known !== undefined) return known
    const seen = new Set<Combo>()
    const active = this.#bound
      .filter((bound) => bound.layer === layer)
      .map(({ binding }) => binding)
      .reverse()
      // A screen's own meaning of a key goes before the general one, whichever was bound again last.
      .sort((one, other) => Number(one.where === 'everywhere') - Number(other.where === 'everywhere'))
      .filter(({ keys }) => !seen.has(keys) && seen.add(keys))
    this.#computed.set(layer, active)
    return active
  }

  readonly watch = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  find(press: KeyPress, focus: { readonly editing: boolean; readonly inDialog: boolean }): Binding | null {
    const binding = this.active().find((candidate) => matchesCombo(press, candidate.keys))
    if (binding?.run === undefined) return null
    if (focus.editing && (isBare(binding.keys) || isMovement(binding.keys))) return null
    if (focus.inDialog && binding.keys === 'Escape') return null
    return binding
  }

  #set(bound: readonly Bound[]): void {
    this.#bound = bound
    this.#computed.clear()
    for (const listener of this.#listeners) listener()
  }
}
