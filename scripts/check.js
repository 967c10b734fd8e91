/** `npm run check`: the gate before every commit, in under two minutes on two cores. `npm test` adds the long ones. */
import { ensureNode } from './lib/node.js'
import { ensurePackages } from './lib/packages.js'

await ensurePackages()
await ensureNode()

const steps = await import('./lib/steps.js')
process.exitCode = await steps.runSteps([
  steps.format,
  steps.types,
  steps.lint,
  steps.layers,
  steps.unused,
  steps.unitTests('Unit, contract, property and migration tests', ['node', 'renderer']),
])
