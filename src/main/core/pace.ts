import type { Dispatch } from './app/dispatch.ts'
import type { CorePorts } from './core.ts'

/**
 * Lets the engine work at half pace while somebody scans: between two pieces of its work it then rests, so that a scan finds
 * the core idle and the screen finds a processor, also on a PC with two of them. A sweep takes longer and nobody waits for it.
 */
interface Pace {
  /** For whatever works in the background. */
  readonly ports: CorePorts
  /** Watches for scans. */
  noting(dispatch: Dispatch): Dispatch
}

const scans: ReadonlySet<string> = new Set(['stocktakes.scan', 'moves.scan'])
/** So long after a scan the next one is expected, in milliseconds. */
const scanningMs = 3_000
/** As long as a piece of the engine's work takes, in milliseconds. */
const restMs = 15

export function createPace(ports: CorePorts): Pace {
  let lastScan = -Infinity
  return {
    ports: {
      ...ports,
      breathe: () => (ports.clock.monotonic() - lastScan < scanningMs ? ports.clock.sleep(restMs) : ports.breathe()),
    },
    noting: (dispatch) => (method, params) => {
      if (scans.has(method)) lastScan = ports.clock.monotonic()
      return dispatch(method, params)
    },
  }
}
