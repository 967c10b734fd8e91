import { timeOnce, timeWhile, type Timing } from './measure.ts'
import type { BenchWorld } from './world.ts'

/** Repeats a call for as long as a full sweep runs. `sweep` is what that took, in milliseconds. */
export async function whileSweeping(
  world: BenchWorld,
  call: (index: number) => Promise<unknown>,
): Promise<{ readonly calls: Timing; readonly sweep: number }> {
  let sweeping = true
  const sweep = timeOnce(() => world.call('sync.run', { full: true })).finally(() => {
    sweeping = false
  })
  const calls = await timeWhile(() => sweeping, call)
  return { calls, sweep: (await sweep).ms }
}
