import { afterEach, beforeEach } from 'vitest'
import type { RecognisedScan } from '../../../../src/renderer/scanner/burst.ts'
import { createCapture, type Capture, type TypedKeys } from '../../../../src/renderer/scanner/capture.ts'
import { scannerProfile } from '../../../../src/shared/contract/settings.ts'
import { createKeyboard, type Keyboard } from './keyboard.ts'

export const defaults = scannerProfile.parse({})

/** Keys that seem typed, for who doesn't ask. */
export const noTyped: TypedKeys = {
  press: () => undefined,
  pause: () => undefined,
  takeBack: () => undefined,
  settle: () => undefined,
}

/** A fresh keyboard and capture for each test of the file, and what came of the keys. */
export interface CaptureBench {
  keyboard: Keyboard
  capture: Capture
  scans: RecognisedScan[]
  /** Keys reported as typed with no field in focus. */
  typed: string[]
  /** Keys, clicks and submits that the page saw. */
  happened: string[]
  codes(): string[]
  /** Puts the markup on the page and focuses what it marks with `id="focus"`. */
  page(markup: string): HTMLElement
  input(markup: string): HTMLInputElement
}

export function createCaptureBench(): CaptureBench {
  const start = () => {
    const keyboard = createKeyboard()
    const scans: RecognisedScan[] = []
    const typed: string[] = []
    const capture = createCapture({
      window,
      clock: keyboard.clock,
      profile: defaults,
      onScan: (scan) => scans.push(scan),
      typed: { ...noTyped, press: (key) => typed.push(key) },
    })
    return { keyboard, scans, typed, capture, happened: [] as string[] }
  }
  const page = (markup: string): HTMLElement => {
    document.body.innerHTML = markup
    const element = document.querySelector<HTMLElement>('#focus')
    if (!element) throw new Error('Nothing to focus')
    element.focus()
    return element
  }
  const input = (markup: string): HTMLInputElement => {
    const element = page(markup)
    if (!(element instanceof HTMLInputElement)) throw new Error('No input')
    return element
  }
  const bench: CaptureBench = { ...start(), page, input, codes: () => bench.scans.map(({ code }) => code) }
  bench.capture.dispose()

  beforeEach(() => {
    Object.assign(bench, start())
    document.body.onclick = () => bench.happened.push('click')
    document.body.onsubmit = (event) => {
      event.preventDefault()
      bench.happened.push('submit')
    }
    document.body.onkeydown = (event) => event.key !== 'Shift' && bench.happened.push(event.key)
  })

  afterEach(() => {
    bench.capture.dispose()
    document.body.innerHTML = ''
  })

  return bench
}
