import { ms, timeOnce, timeWhile, type Row } from './measure.ts'
import type { BenchWorld } from './world.ts'

/** A connection with everything it has, and how long others wait for an answer meanwhile. */
export async function benchRemoval(world: BenchWorld): Promise<Row[]> {
  const { rows } = await world.call('connections.list', {})
  const [connection] = rows
  if (connection === undefined) return []
  const { connectionID, items, open } = connection
  let removing = true
  const removal = timeOnce(() => world.call('connections.remove', { connectionID, discardOpen: true })).finally(() => {
    removing = false
  })
  const others = await timeWhile(
    () => removing,
    () => world.call('practice.status', {}),
  )
  const removed = await removal
  return [
    {
      what: `a connection with ${String(items)} items, ${String(open)} changes`,
      ours: ms(removed.ms),
      against: `longest wait of others ${ms(others.worst)}`,
      ratio: '',
    },
  ]
}
