import { createSerialCodes } from './serial-codes.ts'
import type { SerialPortLike } from './web-ports.ts'

/** USB ports ignore the speed; real ones of scanners come set to this. */
const baudRate = 9600

/**
 * Opens the port and hands on its codes; answers the way to close it. `onEnd`: it closed by itself.
 *
 * A byte that arrives broken (parity, framing, a full buffer) ends the stream, and the port has a new one; a port that
 * was pulled out has none (Web Serial API, 4.6). The port is closed in any case, or it could not be opened again.
 */
export async function listenSerial(
  port: SerialPortLike,
  onCode: (code: string) => void,
  onEnd: () => void,
): Promise<() => Promise<void>> {
  await port.open({ baudRate })
  const codes = createSerialCodes()
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  let isStopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = (): void => {
    const code = codes.flush()
    if (code !== null) onCode(code)
  }
  /** Until the stream ends or breaks. */
  const read = async (stream: ReadableStream<Uint8Array>): Promise<void> => {
    reader = stream.getReader()
    try {
      for (;;) {
        const { done, value } = await reader.read()
        clearTimeout(timer)
        if (done) return
        for (const code of codes.push(value)) onCode(code)
        timer = setTimeout(flush, codes.silence())
      }
    } catch {
      clearTimeout(timer)
      codes.lose()
    } finally {
      reader.releaseLock()
    }
  }
  const readAll = async (): Promise<void> => {
    let last: ReadableStream<Uint8Array> | null = null
    for (let stream = port.readable; stream !== null && stream !== last && !isStopped; stream = port.readable) {
      last = stream
      await read(stream)
    }
    await port.close().catch(() => undefined) // pulled out already
    if (!isStopped) onEnd()
  }
  const reading = readAll()
  return async () => {
    isStopped = true
    await reader?.cancel().catch(() => undefined) // pulled out already
    await reading
  }
}
