import type { Page } from '@playwright/test'

/** What came out of the loudspeaker, in order, as the browser was told to sound it. */
export interface Heard {
  /** Each note as “hertz for milliseconds”, since `forget`. */
  notes(): Promise<readonly string[]>
  /** The loudest level that was asked for, 0 to 1; 0: none. */
  loudest(): Promise<number>
  /** What was said aloud, as “language: text”. */
  words(): Promise<readonly string[]>
  forget(): Promise<void>
}

interface Ears {
  notes: { readonly frequency: number; readonly from: number; until: number }[]
  levels: number[]
  words: string[]
}

/** Listens at the browser’s own Web Audio and speech, from the next loading of the page on, and loads it anew. */
export async function listenTo(page: Page): Promise<Heard> {
  await page.addInitScript(listen)
  await page.reload()
  const ears = (): Promise<Ears> => page.evaluate(() => (window as unknown as { ears: Ears }).ears) // safe: set by `listen`
  return {
    notes: async () =>
      (await ears()).notes.map(
        ({ frequency, from, until }) => `${String(frequency)} for ${String(Math.round((until - from) * 1000))}`,
      ),
    loudest: async () => Math.max(0, ...(await ears()).levels),
    words: async () => (await ears()).words,
    forget: () =>
      page.evaluate(
        () => void Object.assign((window as unknown as { ears: Ears }).ears, { notes: [], levels: [], words: [] }),
      ), // safe: as above
  }
}

/** Runs in the page before anything of it, so it may use nothing of this file. */
function listen(): void {
  const ears: Ears = { notes: [], levels: [], words: [] }
  Object.assign(window, { ears })
  const makeOscillator = AudioContext.prototype.createOscillator
  AudioContext.prototype.createOscillator = function () {
    const oscillator = makeOscillator.call(this)
    const { start, stop } = oscillator
    let note: Ears['notes'][number] | null = null
    let frequency = 0
    const set = oscillator.frequency.setValueAtTime
    oscillator.frequency.setValueAtTime = (value, at) => {
      frequency = value
      return set.call(oscillator.frequency, value, at)
    }
    oscillator.start = (from = 0) => {
      ears.notes.push((note = { frequency, from, until: Infinity }))
      start.call(oscillator, from)
    }
    oscillator.stop = (until = 0) => {
      // What cuts a note short later is not its own length.
      if (note?.until === Infinity) note.until = until
      stop.call(oscillator, until)
    }
    return oscillator
  }
  const ramp = AudioParam.prototype.linearRampToValueAtTime
  AudioParam.prototype.linearRampToValueAtTime = function (level, at) {
    ears.levels.push(level)
    return ramp.call(this, level, at)
  }
  SpeechSynthesis.prototype.speak = ({ lang, text }) => void ears.words.push(`${lang}: ${text}`)
}
