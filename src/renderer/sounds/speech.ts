/**
 * Says quantities aloud, after the signal and never in place of it. Each one silences the one before: late words about an
 * earlier scan would be taken for the latest.
 */
export interface Speech {
  /** `after`: milliseconds until the signal is over. */
  say(text: string, language: string, after: number): void
  cut(): void
}

/** The parts of the browser that speak; null where it has none. */
export interface Voice {
  readonly synthesis: Pick<SpeechSynthesis, 'speak' | 'cancel'>
  readonly makeUtterance: (text: string) => SpeechSynthesisUtterance
}

/** A little faster than talk, so that it ends before the next scan. */
const rate = 1.2

export function createSpeech(voice: Voice | null): Speech {
  let timer: ReturnType<typeof setTimeout> | undefined
  const cut = (): void => {
    clearTimeout(timer)
    voice?.synthesis.cancel()
  }
  const speak = (text: string, language: string): void => {
    if (!voice) return
    const utterance = voice.makeUtterance(text)
    utterance.lang = language
    utterance.rate = rate
    voice.synthesis.speak(utterance)
  }
  return {
    say: (text, language, after) => {
      cut()
      timer = setTimeout(() => speak(text, language), after)
    },
    cut,
  }
}

/** The voice of a real page. */
export const browserVoice = (view: Window & typeof globalThis): Voice | null =>
  'speechSynthesis' in view
    ? { synthesis: view.speechSynthesis, makeUtterance: (text) => new view.SpeechSynthesisUtterance(text) }
    : null
