import type { Readable, Writable } from 'node:stream'
import type { AppError } from '../../../shared/contract/errors.ts'

/** What a command reads and writes; the process's own, or a test's. */
export interface Streams {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
}

/** The form of an error on standard error: one line of JSON, the same members as over every transport. */
export function tellError(streams: Streams, error: AppError): number {
  streams.stderr.write(`${JSON.stringify(error)}\n`)
  return 1
}

export async function readAll(stream: Readable): Promise<string> {
  stream.setEncoding('utf8')
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return text
}

/** Runs `stop` once at the first signal that asks this process to end. Answers the disposer. */
export function onStopSignal(stop: (signal: NodeJS.Signals) => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const handle = (signal: NodeJS.Signals): void => {
    dispose()
    stop(signal)
  }
  const dispose = (): void => {
    for (const signal of signals) process.off(signal, handle)
  }
  for (const signal of signals) process.on(signal, handle)
  return dispose
}
