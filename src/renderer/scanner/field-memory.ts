import type { TakeBackFrom, Trail } from './burst.ts'

/**
 * How a field looked before a scan's first keys were written into it, and the way back. Restoring sets the value the way
 * typing does, through the element's own setter and an input event, so that React's controlled fields accept it.
 */

/** Puts the field back; safe to call when nothing changed. */
type Restore = () => void

interface FieldMemory {
  /** Notes how the field looks; the first note since the last pause, restore or forget is the one that counts. */
  remember(field: Element): void
  /** Notes anew from here on, and keeps what was noted before. */
  pause(): void
  /** Makes all fields and the focus as noted, and forgets those notes. */
  restore(from: TakeBackFrom): void
  /** `trail`: for all but a restore to the trail. */
  forget(trail: Trail): void
}

/** What was noted between two pauses. */
interface Notes {
  readonly focused: Element | null
  readonly fields: Map<Element, Restore>
}

export function createFieldMemory(document: Document): FieldMemory {
  let layers: readonly Notes[] = []
  let past: readonly Notes[] = []
  const noteAnew = (): void => {
    layers = [...layers, { focused: document.activeElement, fields: new Map() }]
  }

  const remember = (field: Element): void => {
    if (layers.length === 0) noteAnew()
    const fields = layers.at(-1)?.fields
    if (fields?.has(field) !== false) return
    const restore = restoreOf(field)
    if (restore) fields.set(field, restore)
  }

  const restore: FieldMemory['restore'] = (from) => {
    const undone = from === 'pause' ? layers.slice(-1) : from === 'trail' ? [...past, ...layers] : layers
    const kept = layers.slice(0, -1)
    // The pause stays one, so that going back to it once more undoes nothing.
    layers = from !== 'pause' ? [] : [...kept, ...undone.map(({ focused }) => ({ focused, fields: new Map() }))]
    const restores = undone.flatMap(({ fields }) => [...fields.values()]).reverse()
    for (const each of restores) each()
    if (restores.length === 0) return
    // A field that hands the focus on with each character (a PIN's) has moved it.
    const focused = undone[0]?.focused
    const moved = document.activeElement !== focused
    if (moved && focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true })
  }

  return {
    remember,
    pause: () => {
      if (layers.length > 0) noteAnew()
    },
    restore,
    forget: (trail) => {
      past = trail === null ? [] : trail === 'longer' ? [...past, ...layers] : layers
      layers = []
    },
  }
}

const untyped: ReadonlySet<string> = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'hidden',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
])

/** Whether the browser itself does something with a character here: writes it, or jumps to an option. */
export function takesText(element: Element): boolean {
  if (element instanceof HTMLInputElement) return !untyped.has(element.type) && !element.readOnly && !element.disabled
  if (element instanceof HTMLTextAreaElement) return !element.readOnly && !element.disabled
  return element instanceof HTMLSelectElement || editingHost(element) !== null
}

const pickers: ReadonlySet<string> = new Set([
  'date',
  'datetime-local',
  'month',
  'time',
  'week',
  'select-one',
  'select-multiple',
])

/** Whether Space opens a list or a calendar here, which would take the keys that follow. */
export const opensPicker = (element: Element): boolean =>
  (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) && pickers.has(element.type)

function restoreOf(element: Element): Restore | null {
  if (!takesText(element)) return null
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) return rememberText(element)
  if (element instanceof HTMLSelectElement) return rememberSelect(element)
  const host = editingHost(element)
  return host && rememberEditable(host)
}

/** The element whose content is edited when `element` is; the attribute is read because not every DOM knows isContentEditable. */
function editingHost(element: Element): HTMLElement | null {
  const host = element.closest('[contenteditable]')
  return host instanceof HTMLElement && host.getAttribute('contenteditable') !== 'false' ? host : null
}

function rememberText(field: HTMLInputElement | HTMLTextAreaElement): Restore {
  const { value, selectionStart, selectionEnd, selectionDirection } = field
  return () => {
    if (field.value !== value) {
      setValue(field, value)
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'historyUndo' }))
    }
    // Number, date and email fields have no selection to read or set.
    if (selectionStart === null || selectionEnd === null) return
    if (field.selectionStart === selectionStart && field.selectionEnd === selectionEnd) return
    field.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? 'none')
  }
}

/** React overrides the setter of each field to learn what it wrote itself; the prototype's is the one typing uses. */
function setValue(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  const setter = Object.getOwnPropertyDescriptor(prototype, 'value')?.set
  if (setter) Reflect.apply(setter, field, [value])
}

function rememberSelect(field: HTMLSelectElement): Restore {
  const chosen = Array.from(field.options, (option) => option.selected)
  return () => {
    if (chosen.every((selected, index) => field.options[index]?.selected === selected)) return
    chosen.forEach((selected, index) => {
      const option = field.options[index]
      if (option) option.selected = selected
    })
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }))
  }
}

type Path = readonly number[]

function rememberEditable(host: HTMLElement): Restore {
  const html = host.innerHTML
  const selection = host.ownerDocument.getSelection()
  const anchor = selection?.anchorNode ? pathTo(host, selection.anchorNode) : null
  const focus = selection?.focusNode ? pathTo(host, selection.focusNode) : null
  const anchorOffset = selection?.anchorOffset ?? 0
  const focusOffset = selection?.focusOffset ?? 0
  return () => {
    if (host.innerHTML === html) return
    host.innerHTML = html
    const from = anchor && nodeAt(host, anchor)
    const to = focus && nodeAt(host, focus)
    if (from && to) selection?.setBaseAndExtent(from, anchorOffset, to, focusOffset)
    host.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'historyUndo' }))
  }
}

function pathTo(host: Node, node: Node): Path | null {
  if (node === host) return []
  const parent = node.parentNode
  const above = parent && pathTo(host, parent)
  return above && [...above, Array.from(parent.childNodes).indexOf(node as ChildNode)] // safe: it has a parent
}

const nodeAt = (host: Node, path: Path): Node | null =>
  path.reduce<Node | null>((node, index) => node?.childNodes[index] ?? null, host)
