/**
 * JSON-RPC over two streams, one message a line: standard input and output of the terminal shell. Answers come in the
 * order in which they are ready; events are notifications in between. Nothing else is written to the output.
 */
import type { Readable, Writable } from 'node:stream'
import { asLine, readLines } from './lines.ts'
import { answerText, notification, type CoreLine } from './rpc.ts'

/** Resolves after the input has ended, everything pending is answered and the output has taken it. */
export async function serveLines(
  core: Pick<CoreLine, 'call' | 'listen'>,
  input: Readable,
  output: Writable,
): Promise<void> {
  const pending = new Set<Promise<void>>()
  output.on('error', () => {
    // Whoever read us is gone: nothing more can be told, and nothing more will be asked.
    input.destroy()
  })
  const write = (line: string): void => {
    if (output.writable) output.write(asLine(line))
  }
  const stopListening = core.listen((event) => {
    write(JSON.stringify(notification(event)))
  })

  for await (const line of readLines(input)) {
    if (line.trim() === '') continue
    const answered = answerText(core, line).then((answer) => {
      if (answer !== null) write(answer)
      pending.delete(answered)
    })
    pending.add(answered)
  }
  await Promise.all(pending)
  stopListening()
  if (output.writable) {
    await new Promise<void>((resolve) => {
      output.write('', () => {
        resolve()
      })
    })
  }
}
