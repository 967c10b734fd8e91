import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root, run } from './run.js'
import { say, since } from './say.js'

const folder = path.join(root, 'node_modules', 'electron')
const memory = path.join(root, '.cache', 'electron.json')
const downloadLimit = 60_000
const retryAfter = 7 * 24 * 3600 * 1000

/**
 * Electron's program, or null. The package is never loaded for this: loading it starts the download, which may hang
 * for minutes in networks that refuse it.
 */
export function findElectron() {
  const named = process.env['ELECTRON_EXEC_PATH']
  if (named) return existsSync(named) ? named : null
  try {
    const file = path.join(folder, 'dist', readFileSync(path.join(folder, 'path.txt'), 'utf8').trim())
    return existsSync(file) ? file : null
  } catch {
    return null
  }
}

/** Downloads the binary once, with a time limit. A failure is remembered for a week, so that later starts are quick. */
export async function fetchElectron({ again = false } = {}) {
  const version = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version
  if (!again && failedLately(version)) return null
  say(`Getting Electron ${version} (about 110 MB, at most ${downloadLimit / 1000} seconds, once).`)
  const start = Date.now()
  const code = await run(process.execPath, [path.join(folder, 'install.js')], { limit: downloadLimit, quiet: true })
  const found = code === 0 ? findElectron() : null
  if (found === null) {
    remember({ version, failedAt: Date.now() })
    say(
      `Electron could not be had${code === null ? ' within the limit' : ''}; this network may refuse it. Using the browser instead. ` +
        'Tried again in a week, or with `npm start -- --electron`.',
    )
    return null
  }
  say(`Electron is here (${since(start)}).`)
  return found
}

/** An Electron that does not run here (a missing library, root) is not tried again at every start. */
export function rememberThatElectronFails() {
  remember({
    version: JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version,
    failedAt: Date.now(),
  })
}

export function failedLately(version = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version) {
  try {
    const last = JSON.parse(readFileSync(memory, 'utf8'))
    return last.version === version && Date.now() - last.failedAt < retryAfter
  } catch {
    return false
  }
}

function remember(facts) {
  mkdirSync(path.dirname(memory), { recursive: true })
  writeFileSync(memory, JSON.stringify(facts))
}
