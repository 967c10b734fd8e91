import { startCore, type HostSettings, type HostWorld } from '../host/core-host.ts'
import { serveLines } from '../host/line-server.ts'
import { onStopSignal, tellError, type Streams } from './streams.ts'

/** `hakomori rpc`: ends with 0 after the input has ended and everything is answered, with 1 when the core did not start or died. */
export async function runRpc(settings: HostSettings, streams: Streams, world: HostWorld = {}): Promise<number> {
  const started = await startCore(settings, world)
  if (!started.ok) return tellError(streams, started.error)
  const host = started.value
  let code = 0
  // A signal ends the input; what was asked before is still answered.
  const stopHearing = onStopSignal(() => streams.stdin.destroy())
  host.onCrash(() => {
    code = 1
    streams.stdin.destroy()
  })
  await serveLines(host, streams.stdin, streams.stdout)
  stopHearing()
  await host.close()
  return code
}
