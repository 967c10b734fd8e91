import { createContext, use } from 'react'
import type { Sounds } from './sounds.ts'

/** React's way to the sounds. The app makes them once and keeps volume and mute in step with the settings. */
const silence: Pick<Sounds, 'play'> = { play: () => undefined }

export const SoundsContext = createContext<Pick<Sounds, 'play'>>(silence)

/** `play(signal)` after the core's answer: the beep means “on disk”. */
export const useSounds = (): Pick<Sounds, 'play'> => use(SoundsContext)
