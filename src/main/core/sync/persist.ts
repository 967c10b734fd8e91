import type { EngineContext } from './context.ts'
import { Stopped } from './stopped.ts'

/** Waits between the tries, in milliseconds. */
const waits = [50, 200, 1_000, 5_000, 15_000] as const

/**
 * Keeps an answer whatever the disk says at first: the remote has carried the request out, so a failure to write that
 * down is tried again from memory and never taken for a failure to send (rule 8d, bug class 5). Past the last try the
 * error is a defect, and boot finds the request unknown.
 */
export async function persist<T>(context: EngineContext, work: () => T): Promise<T> {
  for (const wait of waits) {
    try {
      return work()
    } catch (error) {
      context.ports.log('error', 'Keeping an answer failed; trying again', { error: String(error) })
      await context.ports.clock.sleep(wait, context.signal)
      if (context.signal.aborted) throw new Stopped()
    }
  }
  return work()
}
