/** `npm run bench`: how long things take, against the raw database on the same machine. */
import { ensureNode } from './lib/node.js'
import { ensurePackages } from './lib/packages.js'

await ensurePackages()
await ensureNode()
// The part `answer` measures in the built app.
const { ensureBuild } = await import('./lib/build.js')
await ensureBuild()
const { launch } = await import('./lib/launch.js')
await launch('test/bench/run.ts')
