import { monitorEventLoopDelay } from 'node:perf_hooks'
import { ms, type Row, type Timing } from './measure.ts'
import { whileSweeping } from './sweeping.ts'
import type { BenchWorld } from './world.ts'

/** How long the two loops are deaf while everything is read again: the shell's, which has the window, and the core's. */
export async function benchStall(world: BenchWorld): Promise<Row[]> {
  const shell = monitorEventLoopDelay({ resolution: 1 })
  shell.enable()
  const { sweep } = await whileSweeping(world, () => idle())
  shell.disable()
  const core = await whileSweeping(world, () => world.call('practice.status', {}))
  const nanoseconds = 1e6
  return [
    {
      what: 'the shell: longest stretch without its loop',
      ours: ms(shell.max / nanoseconds),
      against: `99.9 %: ${ms(shell.percentile(99.9) / nanoseconds)}, in a sweep of ${ms(sweep)}`,
      ratio: '',
    },
    { what: 'the core: longest wait for an answer', ours: ms(core.calls.worst), against: tail(core.calls), ratio: '' },
  ]
}

const idle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))

const tail = ({ median, p95 }: Timing): string => `median ${ms(median)}, 95 %: ${ms(p95)}`
