import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { signals, type Signal } from '../../../../src/renderer/sounds/signals.ts'
import { createSpeech } from '../../../../src/renderer/sounds/speech.ts'
import { createSounds, type Sounds, type SoundsOptions } from '../../../../src/renderer/sounds/sounds.ts'

interface Played {
  readonly frequency: number
  readonly from: number
  until: number
}

/** As much of Web Audio as the signals use; notes what would be heard. */
class FakeAudio {
  state: AudioContextState = 'running'
  currentTime = 10
  readonly destination = {}
  readonly played: Played[] = []
  readonly levels: number[] = []
  resumed = 0
  isForbidden = false

  resume(): Promise<void> {
    this.resumed += 1
    if (this.isForbidden) return Promise.reject(new Error('not allowed'))
    this.state = 'running'
    return Promise.resolve()
  }

  close(): Promise<void> {
    this.state = 'closed'
    return Promise.resolve()
  }

  createGain(): unknown {
    const gain = {
      setValueAtTime: () => undefined,
      linearRampToValueAtTime: (level: number) => this.levels.push(level),
      cancelScheduledValues: () => undefined,
      setTargetAtTime: () => undefined,
    }
    return { gain, connect: () => undefined }
  }

  createOscillator(): unknown {
    let frequency = 0
    let played: Played | undefined
    return {
      type: 'sine',
      frequency: { setValueAtTime: (value: number) => (frequency = value) },
      connect: () => undefined,
      start: (from: number) => this.played.push((played = { frequency, from, until: Infinity })),
      stop: (until: number) => played && (played.until = until),
    }
  }
}

let audio: FakeAudio
let made: number
let sounds: Sounds

// safe: the fake has the members that the signals use
const asContext = (fake: FakeAudio): AudioContext => fake as unknown as AudioContext

const create = (options: Partial<SoundsOptions> = {}): Sounds => {
  const makeContext = (): AudioContext => {
    made += 1
    return asContext(audio)
  }
  return (sounds = createSounds({ makeContext, ...options }))
}

beforeEach(() => {
  audio = new FakeAudio()
  made = 0
  create()
})

afterEach(() => sounds.dispose())

describe('signals', () => {
  const names = Object.keys(signals) as Signal[] // safe: the record has exactly these

  it('differ in rhythm, so that a pitch nobody hears is no loss', () => {
    const rhythms = names.map((name) =>
      signals[name].map(({ length, rest }) => `${rest > 30 ? '_' : ''}${length >= 120 ? 'long' : 'short'}`).join(),
    )
    expect(names).toHaveLength(5)
    expect(new Set(rhythms).size).toBe(names.length)
  })

  it('stay where ageing ears hear them', () => {
    for (const { frequency } of names.flatMap((name) => signals[name])) {
      expect(frequency).toBeGreaterThanOrEqual(200)
      expect(frequency).toBeLessThanOrEqual(2000)
    }
  })
})

describe('playing', () => {
  it('starts at once, with the notes one after the other', () => {
    create().play('unknown')
    expect(audio.played.map(({ frequency }) => frequency)).toEqual([880, 440])
    expect(audio.played[0]?.from).toBe(10)
    expect(audio.played[1]?.from).toBeCloseTo(10.21)
  })

  it('cuts short what still sounds', () => {
    create().play('error')
    audio.currentTime = 10.1
    sounds.play('known')
    expect(audio.played[0]?.until).toBeLessThan(10.13)
    expect(audio.played[1]).toMatchObject({ frequency: 1320, from: 10.1 })
  })

  it('is as loud as set, and silent when muted or at zero', () => {
    create({ volume: 50 }).play('known')
    expect(Math.max(...audio.levels)).toBe(0.25)
    sounds.setMuted(true)
    sounds.play('known')
    sounds.setMuted(false)
    sounds.setVolume(0)
    sounds.play('known')
    expect(audio.played).toHaveLength(1)
  })

  it('makes one context for all signals', () => {
    create().play('known')
    sounds.play('known')
    expect(made).toBe(1)
  })

  it('fails nothing where there is no audio', () => {
    create({
      makeContext: () => {
        made += 1
        throw new Error('no device')
      },
    })
    sounds.play('known')
    sounds.play('known')
    expect(made).toBe(1)
  })
})

describe('a browser that wants a gesture first', () => {
  it('is asked with the first key, before any signal', () => {
    audio.state = 'suspended'
    const gestures = new EventTarget()
    create({ gestures })
    expect(made).toBe(0)
    gestures.dispatchEvent(new Event('keydown'))
    expect(audio.resumed).toBe(1)
    gestures.dispatchEvent(new Event('keydown'))
    expect(audio.resumed).toBe(1)
  })

  it('plays the signal that had to wait for it', async () => {
    audio.state = 'suspended'
    create().play('known')
    await Promise.resolve()
    expect(audio.played).toHaveLength(1)
  })

  it('stays silent while it refuses, and is asked again', async () => {
    audio.state = 'suspended'
    audio.isForbidden = true
    create().play('known')
    await Promise.resolve()
    expect(audio.played).toEqual([])
    audio.isForbidden = false
    sounds.play('known')
    await Promise.resolve()
    expect(audio.played).toHaveLength(1)
  })

  it('is not listened to after disposal', () => {
    const gestures = new EventTarget()
    create({ gestures }).dispose()
    gestures.dispatchEvent(new Event('keydown'))
    sounds.play('known')
    expect(made).toBe(0)
  })
})

describe('spoken quantities', () => {
  let heard: string[]

  beforeEach(() => {
    vi.useFakeTimers()
    heard = []
    const synthesis = {
      speak: ({ text, lang }: SpeechSynthesisUtterance) => heard.push(`${lang} ${text}`),
      cancel: () => undefined,
    }
    // safe: the speech sets members of it, and this fake reads them back
    const makeUtterance = (text: string) => ({ text, lang: '', rate: 1 }) as SpeechSynthesisUtterance
    create({ speech: createSpeech({ synthesis, makeUtterance }) })
  })
  afterEach(() => void vi.useRealTimers())

  it('are off until a language is set', () => {
    sounds.play('known', 3)
    vi.advanceTimersByTime(1000)
    expect(heard).toEqual([])
  })

  it('come after the signal, which is never later for them', () => {
    sounds.setSpoken('de')
    sounds.play('known', 3)
    expect(audio.played[0]?.from).toBe(10)
    vi.advanceTimersByTime(59)
    expect(heard).toEqual([])
    vi.advanceTimersByTime(1)
    expect(heard).toEqual(['de 3'])
  })

  it('are dropped when the next scan is there first, and when sounds are off', () => {
    sounds.setSpoken('en')
    sounds.play('known', 1)
    sounds.play('known', 2)
    vi.advanceTimersByTime(1000)
    expect(heard).toEqual(['en 2'])
    sounds.play('known', 5)
    sounds.setMuted(true)
    sounds.play('known', 6)
    vi.advanceTimersByTime(1000)
    expect(heard).toEqual(['en 2'])
  })

  it('fail nothing where nobody can speak', () => {
    create({ speech: createSpeech(null) }).setSpoken('en')
    sounds.play('known', 3)
    vi.advanceTimersByTime(1000)
    expect(audio.played).toHaveLength(1)
  })
})
