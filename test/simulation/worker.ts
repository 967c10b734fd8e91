/** Tells the stories it is asked for, in a process of its own, and says what came of each. */
import type { SimulatedRemote } from './profile.ts'
import { tellChecked } from './tell.ts'

process.on('message', (message) => {
  void work(message as Task) // safe: pool.ts sends exactly these
})

// Whoever asked has gone: nobody waits for the rest.
process.on('disconnect', () => process.exit(0))

export interface Task {
  readonly remote: SimulatedRemote
  readonly from: number
  /** Not included. */
  readonly to: number
}

async function work({ from, to, remote }: Task): Promise<void> {
  for (let seed = from; seed < to; seed += 1) process.send?.(await tellChecked(seed, remote))
}
