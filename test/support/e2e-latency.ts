import type { BrowserContext, Page } from '@playwright/test'

/** How long a scan's last key waits for its sound and for the frame with its answer, in milliseconds, as the page sees it. */
export interface Answered {
  readonly sound: number
  readonly paint: number
}

export interface AnswerWatch {
  /** The next scan whose Enter comes; null: it was not answered within five seconds. */
  next(): Promise<Answered | null>
}

/**
 * Reads the app's own marks (sounds/latency.ts). A key counts from when the system had it, or the page if that was earlier.
 * Before the app's page is opened, because the app takes the keys of a scan away from whoever listens later.
 */
export async function watchAnswers(context: BrowserContext): Promise<(page: Page) => AnswerWatch> {
  await context.addInitScript(() => {
    const state = { key: null as number | null, sound: null as number | null, done: [] as Answered[] }
    const heard = (event: KeyboardEvent): void => {
      if (event.key === 'Enter')
        Object.assign(state, { key: Math.min(event.timeStamp, performance.now()), sound: null })
    }
    addEventListener('keydown', heard, true)
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) {
        if (state.key === null || startTime < state.key) continue
        if (name === 'hakomori:sound') state.sound ??= startTime
        if (name !== 'hakomori:paint' || state.sound === null) continue
        state.done.push({ sound: state.sound - state.key, paint: startTime - state.key })
        state.key = null
      }
    }).observe({ type: 'mark' })
    Object.assign(window, { answered: state.done })
  })
  return answersOf
}

function answersOf(page: Page): AnswerWatch {
  let seen = 0
  return {
    async next() {
      const found = await page
        .waitForFunction((from) => (window as unknown as Watched).answered[from] ?? null, seen, { timeout: 5000 })
        .then((handle) => handle.jsonValue())
        .catch(() => null)
      if (found !== null) seen += 1
      return found
    },
  }
}

/** Set by `watchAnswers`. */
interface Watched {
  readonly answered: readonly Answered[]
}

/** What an empty page takes to show anything: a frame asked for and the task after it, as `hakomori:paint` is taken. */
export function frameLoop(page: Page, times: number): Promise<readonly number[]> {
  return page.evaluate(async (count) => {
    const { port1, port2 } = new MessageChannel()
    const taken: number[] = []
    for (let index = 0; index < count; index += 1) {
      const started = performance.now()
      await new Promise((resolve) => {
        port1.onmessage = resolve
        requestAnimationFrame(() => port2.postMessage(null))
      })
      taken.push(performance.now() - started)
    }
    return taken
  }, times)
}

/** The least that the core can be asked, over the page's own kind of line, `pause` milliseconds apart. */
export function lineLoop(page: Page, times: number, pause: number): Promise<readonly number[]> {
  return page.evaluate(
    async ([count, gap]) => {
      const socket = new WebSocket(`ws://${location.host}/rpc`)
      await new Promise((resolve) => (socket.onopen = resolve))
      const taken: number[] = []
      for (let index = 0; index < count; index += 1) {
        const started = performance.now()
        const answer = new Promise((resolve) => {
          socket.onmessage = ({ data }: MessageEvent<string>) =>
            (JSON.parse(data) as { id?: number }).id === index && resolve(undefined)
        })
        socket.send(JSON.stringify({ jsonrpc: '2.0', id: index, method: 'practice.status', params: {} }))
        await answer
        taken.push(performance.now() - started)
        await new Promise((resolve) => setTimeout(resolve, gap))
      }
      socket.close()
      return taken
    },
    [times, pause] as const,
  )
}
