/**
 * `npm start`: opens the app on a machine with nothing but Node and npm. Electron where its binary can be had, else an
 * app window of an installed Chromium, Chrome or Edge, else the address to open.
 */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ensureNode } from './lib/node.js'
import { ensurePackages } from './lib/packages.js'
import { root, run } from './lib/run.js'
import { giveUp, say } from './lib/say.js'

const help = `npm start -- [options]

  --data DIR     The data folder (default: this system's place for a program's data)
  --electron     Tries to get Electron again, also when that failed lately
  --browser      Uses an installed Chromium, Chrome or Edge even where Electron is there
  --no-window    Only serves, and prints the address
  --port N       Serves under this port instead of any free one`

const options = readOptions()
await ensurePackages()
await ensureNode()
const { ensureBuild } = await import('./lib/build.js')
await ensureBuild()

const electron = await chooseElectron()
if (electron === null || !(await openInElectron(electron))) process.exit(await openInBrowser())

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        electron: { type: 'boolean' },
        browser: { type: 'boolean' },
        'no-window': { type: 'boolean' },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (!values.help) return values
    process.stdout.write(`${help}\n`)
    return process.exit(0)
  } catch (error) {
    return giveUp(`${error.message}\n\n${help}`, 2)
  }
}

async function chooseElectron() {
  if (options.browser || options['no-window'] || options.port !== undefined || !hasScreen()) return null
  const { failedLately, fetchElectron, findElectron } = await import('./lib/electron.js')
  if (failedLately() && !options.electron) return null
  return findElectron() ?? (await fetchElectron({ again: options.electron }))
}

function hasScreen() {
  if (process.platform === 'win32' || process.platform === 'darwin') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** False when it could not even start, as without a system library or as root. */
async function openInElectron(program) {
  say('Opening Hakomori in Electron.')
  const env = { ...process.env, ...(options.data === undefined ? {} : { HAKOMORI_DATA: path.resolve(options.data) }) }
  delete env.ELECTRON_RUN_AS_NODE
  const start = Date.now()
  const code = await new Promise((resolve) => {
    const child = spawn(program, [root], { cwd: root, stdio: 'inherit', env })
    child.once('error', () => resolve(1))
    child.once('exit', (exitCode) => resolve(exitCode ?? 1))
  })
  if (code === 0) return true
  if (Date.now() - start > 5000) process.exit(code)
  const { rememberThatElectronFails } = await import('./lib/electron.js')
  rememberThatElectronFails()
  say('Electron does not run here; the reason stands above. Using the browser instead.')
  return false
}

async function openInBrowser() {
  const args = [path.join(root, 'out', 'main', 'hakomori.js'), 'serve']
  if (options.data !== undefined) args.push('--data', path.resolve(options.data))
  if (options.port !== undefined) args.push('--port', options.port)
  if (options['no-window']) args.push('--no-window')
  return (await run(process.execPath, args, { tied: true })) ?? 1
}
