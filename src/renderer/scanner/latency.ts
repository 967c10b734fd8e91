/**
 * Marks the last key of a scan, `hakomori:key`, at the key's own time: the beginning of what sounds/latency.ts ends.
 * `endedAt`: on the scale of Event.timeStamp.
 */
export function markScan(endedAt: number, scanID: string): void {
  performance.clearMarks('hakomori:key')
  performance.mark('hakomori:key', { startTime: Math.max(0, endedAt), detail: { scanID } })
}
