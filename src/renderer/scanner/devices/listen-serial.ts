import { createSerialCodes } from './serial-codes.ts'
import type { SerialPortLike } from './web-ports.ts'

/** USB ports ignore the speed; real ones of scanners come set to this. */
const baudRate = 9600
/** Milliseconds without a byte after which a code without an end is over. */
const silence = 100

/** Opens the port and hands on its codes; answers the way to close it. `onEnd`: it closed by itself. */
export async function listenSerial(
  port: SerialPortLike,
  onCode: (code: string) => void,
  onEnd: () => void,
): Promise<() => Promise<void>> {
  await port.open({ baudRate })
  const reader = port.readable?.getReader()
  const codes = createSerialCodes()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = (): void => {
    const code = codes.flush()
    if (code !== null) onCode(code)
  }
  const read = async (): Promise<void> => {
    for (;;) {
      const part = await reader?.read()
      clearTimeout(timer)
      if (!part || part.done) return flush()
      for (const code of codes.push(part.value)) onCode(code)
      timer = setTimeout(flush, silence)
    }
  }
  const reading = read().catch(() => undefined) // pulled out: the port says so by itself
  void reading.then(onEnd)
  return async () => {
    await reader?.cancel()
    await reading
    reader?.releaseLock()
    await port.close()
  }
}
