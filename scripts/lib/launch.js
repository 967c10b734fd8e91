import { existsSync } from 'node:fs'
import path from 'node:path'
import { ensureNode } from './node.js'
import { ensurePackages } from './packages.js'
import { root, run } from './run.js'
import { giveUp } from './say.js'

/** Runs one of our TypeScript programs as it is, with what was typed after `--`, and ends as it ends. */
export async function launch(program) {
  await ensurePackages()
  await ensureNode()
  const file = path.join(root, program)
  if (!existsSync(file)) giveUp(`There is no ${program}. Is this a complete clone?`)
  process.exit((await run(process.execPath, [file, ...process.argv.slice(2)])) ?? 1)
}
