/** Where each planted bug was seen the last time: `--planted --record` writes it, the gallery and the quick run read it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const foundSchema = z.object({
  seed: z.number().int(),
  invariant: z.string(),
  /** How many seeds it took from the first one. */
  seeds: z.number().int(),
  /** To tell that one story, with the start of the process. */
  seconds: z.number(),
})
export type Found = z.infer<typeof foundSchema>

const path = fileURLToPath(new URL('found.json', import.meta.url))

export function readFound(): Record<string, Found> {
  return existsSync(path) ? z.record(z.string(), foundSchema).parse(JSON.parse(readFileSync(path, 'utf8'))) : {}
}

export function writeFound(found: Readonly<Record<string, Found>>): void {
  const sorted = Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(path, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`)
}
