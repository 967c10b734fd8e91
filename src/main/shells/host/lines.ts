/**
 * Lines of a stream of text. Not Node's readline, which also breaks at U+2028 and U+2029: those may stand inside a JSON
 * text, and would tear a message apart.
 */
import type { Readable } from 'node:stream'

/** Ends with the stream, also when somebody destroys it. The last line needs no line break. */
export async function* readLines(input: Readable): AsyncGenerator<string> {
  input.setEncoding('utf8')
  let rest = ''
  try {
    for await (const chunk of input) {
      const lines = (rest + String(chunk)).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) yield withoutReturn(line)
    }
  } catch (error) {
    // A stream that was destroyed ends here; a line that was cut off is nobody's message.
    if (input.destroyed) return
    throw error
  }
  if (rest !== '') yield withoutReturn(rest)
}

/** The same text as one line, for readers that break at the two separators all the same. */
export const asLine = (json: string): string =>
  `${json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}\n`

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line)
