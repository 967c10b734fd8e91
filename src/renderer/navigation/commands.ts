/**
 * What command barcodes do. Most are named by the screens that can do them (`command` of a binding), because the same key
 * means something else on another screen; where no screen names one, it does nothing. The few keys that mean the same
 * everywhere are pressed. Their words have only letters that sit on the same keys of US, German and French keyboards
 * (none of A, M, Q, W, Y, Z, no digits, no signs).
 */
export type CommandAct =
  | { readonly kind: 'key'; readonly keys: string }
  /** Whatever binding of the screen says that it does this command. */
  | { readonly kind: 'named' }
  /** Goes into the field that has the focus, or into the quantity of the next scan; a digit else chooses what has its number. */
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
  ['COUNT', 'quantityAfter', 'quantity', null],
  ['SET', 'setQuantity', 'quantity', null],
  ['UNDO', 'undo', 'count', null],
  ['UNDOIT', 'undoItem', 'count', null],
  ['FLG', 'mark', 'count', null],
  ['PLCE', 'place', 'count', null],
  ['NOPL', 'clearPlace', 'count', null],
  ['RECOUNT', 'recount', 'count', null],
  ['LINES', 'lines', 'count', null],
  ['INBOX', 'inbox', 'count', null],
  ['END', 'finish', 'count', null],
  ['BIG', 'distance', 'count', null],
  ['BEGIN', 'begin', 'go', null],
  ['CHOOSE', 'choose', 'go', null],
  ['CLOSE', 'close', 'go', null],
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
  ...table.map(([word, label, group, keys]): Command => {
    return { word, label, group, act: keys === null ? { kind: 'named' } : { kind: 'key', keys } }
  }),
  ...[...digitLetters].map((letter, digit) => type(`D${letter}`, String(digit), 'digit')),
  type('TI', '×', 'times'),
  type('BC', 'Backspace', 'back'),
  { word: 'HUSH', label: 'mute', group: 'person', act: { kind: 'mute' } },
]

export const findCommand = (word: string): Command | undefined => commands.find((command) => command.word === word)

/** Whether a binding is what a command asks for. */
export function doesCommand(
  binding: { readonly keys: string; readonly command?: CommandLabel | undefined },
  { act, label }: Command,
): boolean {
  if (act.kind === 'key') return binding.keys === act.keys
  return binding.command === label && (act.kind !== 'type' || binding.keys === act.key)
}

/** The digit of a command that types one; undefined for all others. */
export const digitOf = ({ act }: Command): string | undefined =>
  act.kind === 'type' && /^\d$/.test(act.key) ? act.key : undefined
