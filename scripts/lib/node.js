import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from './run.js'
import { giveUp } from './say.js'

const oldest = [22, 12]

/** What better-sqlite3 wants; an older Node dies of it without a word. */
export function isTooOld(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  return major < oldest[0] || (major === oldest[0] && minor < oldest[1])
}

/** The Node that comes with the packages, where there is one for this system. */
export function ownNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  const file = path.join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin', program)
  return existsSync(file) ? file : null
}

/**
 * Goes on only under a Node that is new enough: on an older one this very command is run again under our own, and the
 * promise never resolves. Needs the packages to be installed.
 */
export async function ensureNode() {
  if (process.env['HAKOMORI_ENDS_WITH_PARENT'] === '1') endWithParent()
  if (!isTooOld()) return
  const node = ownNode()
  if (node === null) {
    giveUp(
      `Hakomori needs Node 22.12 or newer, and this is ${process.version}. Install the current one from https://nodejs.org and run the same command again.`,
    )
  }
  await runInstead(node)
}

function runInstead(node) {
  const child = spawn(node, process.argv.slice(1), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      HAKOMORI_ENDS_WITH_PARENT: '1',
      // Whatever is started by name from here on gets the same Node.
      PATH: `${path.dirname(node)}${path.delimiter}${process.env['PATH'] ?? ''}`,
    },
  })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  return new Promise(() => {
    child.once('error', (error) => giveUp(`Our own Node could not be started: ${error.message}`))
    child.once('exit', (code, signal) => {
      if (signal === null) process.exit(code ?? 1)
      for (const handled of signals) process.removeAllListeners(handled)
      process.kill(process.pid, signal)
    })
  })
}

/** The channel closes when the older Node dies, however it dies; nothing of ours may then run on. */
function endWithParent() {
  delete process.env['HAKOMORI_ENDS_WITH_PARENT']
  process.on('disconnect', () => process.exit(1))
  process.channel?.unref()
}
