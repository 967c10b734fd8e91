import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** The products to compare with are no packages of the app: they are installed here, the first time. False: they can't be. */
export async function ensurePeers(): Promise<boolean> {
  if (areInstalled()) return true
  process.stderr.write(
    'hakomori: The products to compare with are installed from test/bench/package-lock.json, once (about 150 MB).\n',
  )
  const code = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code === 0) return true
  process.stderr.write(
    'hakomori: They could not be installed; npm says why above (no network, perhaps). Everything else is measured. ' +
      'Run `npm run bench -- --only peers` when there is a network.\n',
  )
  return false
}

function areInstalled(): boolean {
  const wanted = dependenciesOf(new URL('package.json', import.meta.url))
  return Object.entries(wanted).every(([name, version]) => {
    const file = new URL(`node_modules/${name}/package.json`, import.meta.url)
    return existsSync(file) && versionOf(file) === version
  })
}

const dependenciesOf = (file: URL): Record<string, string> =>
  (JSON.parse(readFileSync(file, 'utf8')) as { dependencies: Record<string, string> }).dependencies // safe: ours

const versionOf = (file: URL): string => (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version // safe: every package has one

/** The npm that started us, if one did. */
function npm(args: readonly string[]): Promise<number | null> {
  const program = process.env['npm_execpath']
  const child =
    program?.endsWith('.js') === true && existsSync(program)
      ? spawn(process.execPath, [program, ...args], { cwd: folder, stdio: 'inherit' })
      : spawn('npm', args, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' })
  return new Promise((resolve) => {
    child.once('error', () => resolve(null))
    child.once('exit', resolve)
  })
}
