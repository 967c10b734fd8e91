/** `npm run bench`: how long things take, against the raw database on the same machine. */
import { launch } from './lib/launch.js'

await launch('test/bench/run.ts')
