import type { Signal } from './signals.ts'

/**
 * Marks for who measures how soon a scan is answered: `hakomori:sound` when a signal is asked for, `hakomori:paint` when
 * the frame after it is on the screen. scanner/latency.ts has the beginning. A PerformanceObserver gets every mark; only
 * the latest is kept, so that a day of scanning fills no memory.
 */
export function markSound(signal: Signal): void {
  mark('hakomori:sound', { detail: { signal } })
  if (typeof requestAnimationFrame === 'undefined') return
  // A task after the frame's own callbacks runs once it has been painted.
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      mark('hakomori:paint')
      port1.close()
    }
    port2.postMessage(null)
  })
}

function mark(name: string, options?: PerformanceMarkOptions): void {
  performance.clearMarks(name)
  performance.mark(name, options)
}
