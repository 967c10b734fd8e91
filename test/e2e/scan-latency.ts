/**
 * How soon a scan is answered in the built app: from the last key to the call for the sound and to the painted frame,
 * beside what the page and its line to the core take by themselves.
 *
 *     node test/e2e/scan-latency.ts [scans]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { practiceBarcodes, startPracticeServer } from '../../src/main/practice/practice.ts'
import { launchApp } from '../support/e2e-app.ts'
import { createScanner } from '../support/e2e-scanner.ts'
import { connect, openCount, shelfOf } from '../support/e2e-work.ts'

const scans = Number(process.argv[2] ?? 200)
const library = '../../scripts/lib/chromium.js'
const { findTestChromium } = (await import(library)) as { findTestChromium(): Promise<string | null> } // safe: plain JavaScript, which brings no types
const executablePath = await findTestChromium()
if (executablePath === null) throw new Error('There is no Chromium; name one in HAKOMORI_CHROMIUM')

const directory = await mkdtemp(path.join(tmpdir(), 'hakomori-latency-'))
const server = await startPracticeServer({ seed: 'shop' })
const browser = await chromium.launch({
  executablePath,
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--autoplay-policy=no-user-gesture-required'],
})
const context = await browser.newContext({ viewport: { width: 1366, height: 728 } })
const app = await launchApp({ electron: null, directory, context, watch: () => undefined })
try {
  await connect(app, server)
  const codes = practiceBarcodes.filter(({ quantity }) => quantity === 1).slice(0, 10)
  for (const code of codes) await app.call('barcodes.assign', code)
  await openCount(app, shelfOf(server).warehouseID)
  await watch(app.page)
  const scanner = await createScanner(app.page)
  for (let index = 0; index < scans; index += 1) {
    await scanner.scan(codes[index % codes.length]?.code ?? '')
    // A trigger's time, so that no scan waits for the one before.
    await app.page.waitForTimeout(60)
  }
  const { sound, paint } = await read(app.page)
  const report = { scans, sound: spread(sound), paint: spread(paint), page: spread(await pageLoop(app.page)) }
  process.stdout.write(`${JSON.stringify({ milliseconds: report }, null, 2)}\n`)
} finally {
  await app.close()
  await browser.close()
  await server.close()
  await rm(directory, { recursive: true, force: true })
}

interface Measured {
  readonly sound: readonly number[]
  readonly paint: readonly number[]
}

/** Collects the app's own marks. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const measured = { sound: [] as number[], paint: [] as number[] }
    let key = 0
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) {
        if (name === 'hakomori:key') key = startTime
        if (name === 'hakomori:sound') measured.sound.push(startTime - key)
        if (name === 'hakomori:paint') measured.paint.push(startTime - key)
      }
    }).observe({ type: 'mark' })
    Object.assign(window, { measured })
  })
}

function read(page: Page): Promise<Measured> {
  return page.evaluate(() => (window as unknown as { measured: Measured }).measured) // safe: set by `watch`
}

/** Tasks of the page's own event loop, there and back. */
function pageLoop(page: Page): Promise<readonly number[]> {
  return page.evaluate(async () => {
    const { port1, port2 } = new MessageChannel()
    const times: number[] = []
    for (let index = 0; index < 500; index += 1) {
      const started = performance.now()
      await new Promise((resolve) => {
        port1.onmessage = resolve
        port2.postMessage(null)
      })
      times.push(performance.now() - started)
    }
    return times
  })
}

function spread(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 10) / 10
  return { count: times.length, median: at(0.5), p95: at(0.95), worst: at(1) }
}
