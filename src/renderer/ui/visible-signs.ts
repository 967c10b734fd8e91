/** What a scan really said, with the signs that no eye sees. Pure. */
export interface Sign {
  readonly text: string
  /** True for a name that stands for an unseen sign: GS, TAB, NBSP. */
  readonly named: boolean
}

const names =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  )
const others: Readonly<Record<string, string>> = {
  ' ': '␣',
  '\u007f': 'DEL',
  '\u00a0': 'NBSP',
  '\u200b': 'ZWSP',
  '\ufeff': 'BOM',
}

const nameOf = (sign: string): string | undefined => names[sign.codePointAt(0) ?? -1] ?? others[sign]

/** Runs of plain text, and each unseen sign by its name. */
export function visibleSigns(text: string): readonly Sign[] {
  const signs: Sign[] = []
  for (const letter of text) {
    const name = nameOf(letter)
    const last = signs.at(-1)
    if (name !== undefined) signs.push({ text: name, named: true })
    else if (last !== undefined && !last.named) signs[signs.length - 1] = { text: last.text + letter, named: false }
    else signs.push({ text: letter, named: false })
  }
  return signs
}

/** The same in one line: `01␝AB` as `01<GS>AB`. Text without unseen signs stays as it is. */
export const visibleText = (text: string): string =>
  visibleSigns(text)
    .map((sign) => (sign.named && sign.text !== '␣' ? `<${sign.text}>` : sign.named ? ' ' : sign.text))
    .join('')
