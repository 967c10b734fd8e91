import { fileURLToPath } from 'node:url'

/** To be loaded with `--import` into a process whose sources are to change. */
export const hook = fileURLToPath(new URL('hook.ts', import.meta.url))
