import { lazy } from 'react'

/** Of the first window nothing but this: it is fetched when somebody checks. */
export const CheckEvidence = lazy(async () => ({ default: (await import('./check-evidence.tsx')).CheckEvidence }))
