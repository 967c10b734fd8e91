/**
 * Looks at seeds one after the other until one breaks a promise, and says so line by line. Started in a process of its
 * own, with the product changed while it is loaded.
 */
import { parseArgs } from 'node:util'
import type { SeenIn } from './bug.ts'
import { look } from './look.ts'

const { values } = parseArgs({
  options: { from: { type: 'string' }, seeds: { type: 'string' }, in: { type: 'string', default: 'stories' } },
})
const from = Number(values.from)

for (let seed = from; seed < from + Number(values.seeds); seed += 1) {
  const seen = await look(values.in as SeenIn, seed) // safe: run-planted.ts passes it on
  process.stdout.write(`${JSON.stringify({ seed, invariant: seen?.invariant ?? null, text: seen?.text ?? '' })}\n`)
  if (seen !== null) break
}
process.exit(0)
