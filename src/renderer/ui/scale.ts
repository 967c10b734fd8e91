import { createContext, use } from 'react'

/** Pixels of one rem at the text size of the settings: for the few things that measure themselves (virtual rows). */
export const RemContext = createContext(16)

/** Pixels that whatever is pressed has at least: 44 for gloves and touch screens, else none. */
export const TouchContext = createContext(0)

export const useRem = (): number => use(RemContext)

export const useTouch = (): number => use(TouchContext)
