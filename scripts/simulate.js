/** `npm run simulate -- --seeds 100000`: many simulated days with faults; prints the seed of what it finds. */
import { launch } from './lib/launch.js'

await launch('test/simulation/run.ts')
