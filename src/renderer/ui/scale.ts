import { createContext, use } from 'react'

/** Pixels of one rem at the text size of the settings: for the few things that measure themselves (virtual rows). */
export const RemContext = createContext(16)

export const useRem = (): number => use(RemContext)
