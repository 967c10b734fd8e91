import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root, run } from './run.js'
import { giveUp, say, since } from './say.js'

/** Installs the packages exactly as the lockfile has them, if they are missing or are others. Works under Node 18 and npm. */
export async function ensurePackages() {
  const reason = whyInstall()
  if (reason === null) return
  say(`${reason} Installing them from the lockfile; this takes a quarter of a minute to a few minutes, once.`)
  const start = Date.now()
  const code = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) {
    giveUp(
      'The packages could not be installed; npm says why above. Usual reasons: no network, a proxy that npm does not know ' +
        '(npm config set proxy …), a registry that refuses, or a full disk. Then run the same command again.',
    )
  }
  say(`Packages installed in ${since(start)}.`)
}

function whyInstall() {
  const installed = readLock(path.join(root, 'node_modules', '.package-lock.json'))
  if (installed === null) return 'The packages are not installed yet.'
  const wanted = readLock(path.join(root, 'package-lock.json'))
  if (wanted === null)
    return giveUp('package-lock.json is missing or damaged. Get it back with `git checkout package-lock.json`.')
  for (const [name, entry] of Object.entries(wanted)) {
    if (name === '') continue
    const present = installed[name]
    // Optional packages may be for another system; what is there must still be the right version.
    if (present === undefined ? !entry.optional : present.version !== entry.version)
      return 'The packages are not those of the lockfile.'
    if (present !== undefined && !entry.optional && !existsSync(path.join(root, name)))
      return 'Some packages are missing.'
  }
  return null
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return null
  }
}

/** The npm that started us, if one did: it may be another one than the first on the path. */
function npm(args) {
  const program = process.env['npm_execpath']
  if (program?.endsWith('.js') && existsSync(program)) return run(process.execPath, [program, ...args])
  return run('npm', args, { shell: process.platform === 'win32' })
}
