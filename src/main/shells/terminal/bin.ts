#!/usr/bin/env node
/**
 * The entry of `hakomori`. better-sqlite3 ends an older Node with a segmentation fault and no message, so nothing but
 * Node's own modules is loaded until the version is known; on an older one the program goes on under the Node that our
 * packages bring, where there is one.
 */
import { fileURLToPath } from 'node:url'
import { findOwnNode, isNodeTooOld, endWithParent, runUnder } from './node-version.ts'

endWithParent()

if (isNodeTooOld(process.versions.node)) {
  const own = findOwnNode(fileURLToPath(import.meta.url))
  if (own === null) {
    process.stderr.write(
      `Hakomori needs Node 22.12 or newer, and this is ${process.version}: install a newer one from https://nodejs.org and try again.\n`,
    )
    process.exitCode = 1
  } else {
    runUnder(own, process.argv.slice(1))
  }
} else {
  const { runProgram } = await import('./program.ts')
  process.exitCode = await runProgram(process.argv.slice(2), process)
}
