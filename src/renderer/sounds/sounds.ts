import { markSound } from './latency.ts'
import { lengthOf, signals, type Note, type Signal } from './signals.ts'
import type { Speech } from './speech.ts'

/**
 * Plays the signals through Web Audio. Sound is a courtesy: a computer without it, or a browser that forbids it, makes
 * no failure. A browser lets a page sound only after a key or click, and a scanner's key counts, so the audio starts
 * with the first of either; that also has it ready by the time the first scan ends.
 */
export interface SoundsOptions {
  /** Makes the audio context when it is first needed; may throw where there is no audio. */
  readonly makeContext: () => AudioContext
  /** Where keys and clicks are noticed. */
  readonly gestures?: EventTarget
  /** 0 to 100. */
  readonly volume?: number
  readonly muted?: boolean
  readonly speech?: Speech
}

export interface Sounds {
  /**
   * Starts at once and cuts short what still sounds, so that each scan has its own signal. The quantity is said after it
   * where a language is set.
   */
  play(signal: Signal, quantity?: number | null): void
  /** null: quantities are not said. */
  setSpoken(language: string | null): void
  /** 0 to 100. */
  setVolume(volume: number): void
  setMuted(muted: boolean): void
  dispose(): void
}

/** The context for `makeContext` of a real page. */
export const makeAudioContext = (): AudioContext => new AudioContext({ latencyHint: 'interactive' })

/** A signal that the browser delays longer than this would belong to no scan any more. Milliseconds. */
const staleAfter = 300
/** Ramps that keep a note from clicking. Seconds. */
const ramp = 0.004

export function createSounds({ makeContext, gestures, volume = 70, muted = false, speech }: SoundsOptions): Sounds {
  const audio = createAudio(makeContext)
  const voice = createVoice()
  let level = loudness(volume)
  let isMuted = muted
  let spoken: string | null = null
  const stop = new AbortController()

  const play: Sounds['play'] = (signal, quantity = null) => {
    if (isMuted || level === 0) return
    markSound(signal)
    const asked = performance.now()
    audio.whenRunning((context) => {
      const late = performance.now() - asked > staleAfter
      if (!late && !isMuted) voice.start(context, signals[signal], level)
    })
    speech?.cut()
    if (spoken !== null && quantity !== null) speech?.say(String(quantity), spoken, lengthOf(signal))
  }

  for (const type of ['keydown', 'pointerdown']) {
    const wake = (): void => audio.whenRunning(() => undefined)
    gestures?.addEventListener(type, wake, { capture: true, passive: true, signal: stop.signal })
  }

  return {
    play,
    setVolume: (next) => {
      level = loudness(next)
    },
    setMuted: (next) => {
      isMuted = next
      if (!next) return
      voice.cut()
      speech?.cut()
    },
    setSpoken: (language) => {
      spoken = language
    },
    dispose: () => {
      stop.abort()
      speech?.cut()
      audio.close()
    },
  }
}

/** The audio context: made when first needed, woken when it sleeps. */
function createAudio(makeContext: () => AudioContext) {
  let context: AudioContext | null = null
  let isSilent = false

  const open = (): AudioContext | null => {
    if (context || isSilent) return context
    try {
      context = makeContext()
    } catch {
      isSilent = true // no audio here, and asking again with every scan would cost time
    }
    return context
  }

  const whenRunning = (run: (context: AudioContext) => void): void => {
    const opened = open()
    if (!opened) return
    if (isRunning(opened)) return run(opened)
    void opened.resume().then(
      () => run(opened),
      () => undefined, // forbidden until the next key or click, which asks again
    )
  }

  const close = (): void => {
    isSilent = true
    void context?.close().catch(() => undefined) // closed already
    context = null
  }

  return { whenRunning, close }
}

interface Sounding {
  readonly context: AudioContext
  readonly gain: GainNode
  readonly notes: readonly OscillatorNode[]
}

/** Sounds one signal at a time. */
function createVoice() {
  let sounding: Sounding | null = null

  const cut = (): void => {
    if (!sounding) return
    const { context, gain, notes } = sounding
    const at = context.currentTime
    gain.gain.cancelScheduledValues(at)
    gain.gain.setTargetAtTime(0, at, ramp / 2)
    for (const oscillator of notes) oscillator.stop(at + 4 * ramp)
    sounding = null
  }

  const start = (context: AudioContext, notes: readonly Note[], level: number): void => {
    cut()
    const gain = context.createGain()
    gain.connect(context.destination)
    sounding = { context, gain, notes: schedule(context, gain, notes, context.currentTime, level) }
  }

  return { start, cut }
}

const isRunning = (context: AudioContext): boolean => context.state === 'running'

/** Ears hear ratios: half the setting should sound half as loud. */
const loudness = (volume: number): number => (Math.min(100, Math.max(0, volume)) / 100) ** 2

function schedule(
  context: AudioContext,
  gain: GainNode,
  notes: readonly Note[],
  start: number,
  level: number,
): readonly OscillatorNode[] {
  let at = start
  gain.gain.setValueAtTime(0, start)
  return notes.map(({ frequency, length, rest }) => {
    const from = at + rest / 1000
    at = from + length / 1000
    const oscillator = context.createOscillator()
    // A triangle's overtones carry a low note over a small loudspeaker.
    oscillator.type = 'triangle'
    oscillator.frequency.setValueAtTime(frequency, from)
    oscillator.connect(gain)
    gain.gain.setValueAtTime(0, from)
    gain.gain.linearRampToValueAtTime(level, from + ramp)
    gain.gain.setValueAtTime(level, at - ramp)
    gain.gain.linearRampToValueAtTime(0, at)
    oscillator.start(from)
    oscillator.stop(at)
    return oscillator
  })
}
