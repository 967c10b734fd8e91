import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { launchApp, type RunningApp } from '../support/e2e-app.ts'
import { frameLoop, lineLoop, watchAnswers, type Answered, type AnswerWatch } from '../support/e2e-latency.ts'
import { createScanner } from '../support/e2e-scanner.ts'
import { ms, spread, times, timing, type Row, type Timing } from './measure.ts'
import { openBenchRemote, type BenchRemote } from './world.ts'

/**
 * The promise of counting, measured where people are: from a scan's last key to the call for its sound and to the painted
 * frame, in the built app with a real Chromium, calm and while everything is read again. Beside it the bare loops of the
 * same page in the same minutes: a task of the page, and the emptiest call to the core.
 */
export async function benchAnswers(items: number): Promise<Row[]> {
  const executablePath = await findChromium()
  if (executablePath === null) return [{ what: 'There is no Chromium to measure in', ours: '', against: '', ratio: '' }]
  const directory = await mkdtemp(path.join(tmpdir(), 'hakomori-bench-'))
  const remote = await openBenchRemote(items)
  const browser = await chromium.launch({
    executablePath,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--autoplay-policy=no-user-gesture-required'],
  })
  const context = await browser.newContext({ viewport: { width: 1366, height: 728 } })
  const answersOf = await watchAnswers(context)
  const app = await launchApp({ electron: null, directory, context, watch: () => undefined })
  try {
    return await measure(app, answersOf(app.page), remote)
  } finally {
    await app.close()
    await browser.close()
    remote.close()
    await rm(directory, { recursive: true, force: true })
  }
}

const calmScans = 100
/** Between two scans, in milliseconds: a quick hand. */
const pause = 150
/** What is promised for 95 of 100 scans, in milliseconds. */
const promised = 50

async function measure(app: RunningApp, answers: AnswerWatch, { baseUrl, apiKey }: BenchRemote): Promise<Row[]> {
  await app.call('connections.save', {
    name: 'Bench',
    remote: 'hako-v1',
    baseUrl,
    credentials: { apiKey },
    options: { settleSeconds: 0, autoSync: false },
  })
  await app.call('sync.run', { full: true })
  const { rows: warehouses } = await app.call('warehouses.list', {})
  const { rows: items } = await app.call('items.list', { limit: 200 })
  const { stocktakeID } = await app.call('stocktakes.open', { warehouseID: warehouses[0]?.warehouseID ?? '' })
  await app.page.evaluate((id) => (location.hash = `#/count/${id}`), stocktakeID)
  await app.page.getByRole('region', { name: 'Last scan' }).waitFor()
  const scanner = await createScanner(app.page)
  const scan: Scan = async (index) => {
    await scanner.scan(items[index % items.length]?.sku ?? '')
    return answers.next()
  }
  await scanWhile(scan, 20)
  const calm = await scanWhile(scan, calmScans)
  const bare = { frame: spread(await frameLoop(app.page, 200)), line: spread(await lineLoop(app.page, 100, 20)) }
  const busy = await whileSweeping(app, (goOn) => scanWhile(scan, goOn))
  const busyBare = await whileSweeping(app, (goOn) => bareWhile(app.page, goOn))
  return [
    ...rowsOf('calm', calm, bare.line, bare.frame),
    ...rowsOf('while everything is read again', busy, busyBare.line, busyBare.frame),
  ]
}

interface Answers {
  readonly sound: Timing
  readonly paint: Timing
  readonly late: number
  readonly scans: number
  readonly lost: number
}

type Scan = (index: number) => Promise<Answered | null>

async function scanWhile(scan: Scan, until: number | (() => boolean)): Promise<Answers> {
  const sound: number[] = []
  const paint: number[] = []
  let index = 0
  for (; typeof until === 'number' ? index < until : until(); index += 1) {
    const answer = await scan(index)
    if (answer !== null) {
      sound.push(answer.sound)
      paint.push(answer.paint)
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  const late = paint.filter((taken) => taken > promised).length
  return { sound: spread(sound), paint: spread(paint), late, scans: index, lost: index - paint.length }
}

/** The emptiest call to the core and the emptiest frame. */
async function bareWhile(page: Page, goOn: () => boolean): Promise<{ readonly line: Timing; readonly frame: Timing }> {
  const line: number[] = []
  const frame: number[] = []
  while (goOn()) {
    line.push(...(await lineLoop(page, 10, 20)))
    frame.push(...(await frameLoop(page, 10)))
  }
  return { line: spread(line), frame: spread(frame) }
}

async function whileSweeping<T>(app: RunningApp, work: (goOn: () => boolean) => Promise<T>): Promise<T> {
  let sweeping = true
  const sweep = app.call('sync.run', { full: true }).finally(() => {
    sweeping = false
  })
  const done = await work(() => sweeping)
  await sweep
  return done
}

function rowsOf(when: string, answers: Answers, line: Timing, frame: Timing): Row[] {
  const { sound, paint, late, scans, lost } = answers
  const within = scans === 0 ? 0 : ((scans - lost - late) / scans) * 100
  const counted = `${within.toFixed(1)} % of ${String(scans)} scans within ${String(promised)} ms`
  return [
    {
      what: `${when}: last key to sound`,
      ours: timing(sound),
      against: `empty call ${timing(line)}`,
      ratio: times(sound.median, line.median),
    },
    {
      what: `${when}: last key to screen`,
      ours: timing(paint),
      against: `empty frame ${timing(frame)}`,
      ratio: times(paint.median, frame.median),
    },
    {
      what: `  ${counted}`,
      ours: `worst ${ms(paint.worst)}`,
      against: `empty call, worst ${ms(line.worst)}`,
      ratio: '',
    },
  ]
}

async function findChromium(): Promise<string | null> {
  const library = '../../scripts/lib/chromium.js'
  const { findTestChromium } = (await import(library)) as { findTestChromium(): Promise<string | null> } // safe: plain JavaScript, which brings no types
  return findTestChromium()
}
