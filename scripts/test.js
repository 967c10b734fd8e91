/**
 * `npm test`: everything that can be checked, on a machine with nothing but Node and npm. The last line is
 * `N passed, N failed`; each gate (types, lint, …) counts as one test.
 */
import { ensureNode } from './lib/node.js'
import { ensurePackages } from './lib/packages.js'

await ensurePackages()
await ensureNode()

// Loaded only now: under an older Node these would not work yet.
const steps = await import('./lib/steps.js')
process.exitCode = await steps.runSteps([
  steps.types,
  steps.lint,
  steps.layers,
  steps.unused,
  steps.format,
  steps.unitTests('Unit, contract, property and migration tests', ['node', 'renderer']),
  steps.unitTests('Stories that once broke a promise', ['simulation']),
  steps.simulation,
  steps.buildStep,
  steps.size,
  steps.endToEnd,
])
