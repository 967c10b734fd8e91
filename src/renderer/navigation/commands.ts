/**
 * What command barcodes do: each presses a key of the key map, so that a command works wherever its key works, and means
 * there what the key means. Their words have only letters that sit on the same keys of US, German and French keyboards
 * (none of A, M, Q, W, Y, Z, no digits, no signs).
 */
export type CommandAct =
  | { readonly kind: 'key'; readonly keys: string }
  /** Goes into the field that has the focus, or into the quantity of the next scan. */
  | { readonly kind: 'type'; readonly key: string }
  | { readonly kind: 'mute' }

export const commandGroups = ['answer', 'quantity', 'count', 'go', 'person'] as const
export type CommandGroup = (typeof commandGroups)[number]

export interface Command {
  readonly word: string
  readonly group: CommandGroup
  readonly act: CommandAct
  /** Its name in the texts. */
  readonly label: CommandLabel
}

const table = [
  ['OK', 'confirm', 'answer', 'Ctrl+Enter'],
  ['NO', 'cancel', 'answer', 'Escape'],
  ['UP', 'previous', 'answer', 'ArrowUp'],
  ['DOUN', 'next', 'answer', 'ArrowDown'],
  ['COUNT', 'quantityAfter', 'quantity', 'F2'],
  ['SET', 'setQuantity', 'quantity', 'Shift+F2'],
  ['UNDO', 'undo', 'count', 'Ctrl+Z'],
  ['UNDOIT', 'undoItem', 'count', 'Ctrl+Shift+Z'],
  ['FLG', 'mark', 'count', 'F4'],
  ['PLCE', 'place', 'count', 'Alt+P'],
  ['NOPL', 'clearPlace', 'count', 'Alt+X'],
  ['RECOUNT', 'recount', 'count', 'Alt+R'],
  ['LINES', 'lines', 'count', 'Alt+L'],
  ['INBOX', 'inbox', 'count', 'F7'],
  ['END', 'finish', 'count', 'Alt+E'],
  ['BIG', 'distance', 'count', 'Ctrl+Shift+F'],
  ['BEGIN', 'begin', 'go', 'Ctrl+N'],
  ['CHOOSE', 'choose', 'go', 'F6'],
  ['CLOSE', 'close', 'go', 'Alt+C'],
  ['GOCOUNT', 'goCount', 'go', 'Ctrl+1'],
  ['GOCHECK', 'goReview', 'go', 'Ctrl+2'],
  ['SEND', 'send', 'go', 'F9'],
  ['PERSON', 'person', 'person', 'Ctrl+L'],
  ['HELP', 'help', 'person', 'F1'],
] as const

export type CommandLabel = (typeof table)[number][1] | 'digit' | 'times' | 'back' | 'mute'

const type = (word: string, key: string, label: CommandLabel): Command => ({
  word,
  label,
  group: 'quantity',
  act: { kind: 'type', key },
})

/** Letters for the digits 0 to 9. */
const digitLetters = 'BCDEFGHIJK'

/** In the order of the sheet. */
export const commands: readonly Command[] = [
  ...table.map(([word, label, group, keys]): Command => ({ word, label, group, act: { kind: 'key', keys } })),
  ...[...digitLetters].map((letter, digit) => type(`D${letter}`, String(digit), 'digit')),
  type('TI', '×', 'times'),
  type('BC', 'Backspace', 'back'),
  { word: 'HUSH', label: 'mute', group: 'person', act: { kind: 'mute' } },
]

export const findCommand = (word: string): Command | undefined => commands.find((command) => command.word === word)

/** The digit of a command that types one; undefined for all others. */
export const digitOf = ({ act }: Command): string | undefined =>
  act.kind === 'type' && /^\d$/.test(act.key) ? act.key : undefined
