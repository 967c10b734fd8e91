import type { Writer } from '../store/database.ts'
import { writeLog } from '../store/log.ts'
import type { EngineContext } from './context.ts'
import type { MovedCell } from './moved-cells.ts'

/** Somebody who had read a figure before we wrote it may write theirs so much later. */
const handMs = 60_000

/**
 * Where movements are written as figures, the later writer wins, and nobody is told. What can be seen is that somebody
 * wrote a cell right after us: that is said, so that a person can look (sync.md §7).
 */
export function noteOverwriting(
  { remote, memory, ports, connection }: EngineContext,
  writer: Writer,
  item: number,
  key: string,
  moved: readonly MovedCell[],
): void {
  const wroteAt = memory.wroteAt.get(item)
  if (remote.capabilities.relativeStock || moved.length === 0 || wroteAt === undefined) return
  const own = memory.wroteCells.get(item)
  const cells = moved.filter(({ warehouse }) => own?.has(warehouse) === true)
  if (cells.length === 0 || ports.clock.monotonic() - wroteAt > handMs) return
  writeLog(writer, connection, ports.clock.now(), {
    level: 'warning',
    event: 'contention',
    text: `Somebody else wrote the stock of ${key} right after this PC. This remote keeps the later figure, so one of the two may be lost: count it.`,
    details: { key, cells },
  })
}
