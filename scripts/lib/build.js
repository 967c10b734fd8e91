import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root, runTool } from './run.js'
import { giveUp, say, since } from './say.js'

const stamp = path.join(root, '.cache', 'build.json')
const sources = ['src', 'electron.vite.config.ts', 'vite.renderer.config.ts', 'package.json', 'package-lock.json']
const products = [
  'out/main/hakomori.js',
  'out/main/core-worker.js',
  'out/main/electron.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
]

/** Builds what the shells run, if a source is newer than what was built from it. */
export async function ensureBuild() {
  const now = fingerprint()
  if (now === readStamp() && products.every((file) => existsSync(path.join(root, file)))) return
  await build(now)
}

export async function build(now = fingerprint()) {
  say('Building (a few seconds).')
  const start = Date.now()
  const code = await runTool('electron-vite', ['build', '--logLevel', 'warn'])
  if (code !== 0) giveUp('The build failed; the reason stands above.')
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, JSON.stringify({ fingerprint: now }))
  say(`Built in ${since(start)}.`)
}

/** Names, sizes and times of all sources: cheap, and different after every edit and checkout. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const source of sources) for (const file of filesIn(path.join(root, source))) hash.update(describe(file))
  return hash.digest('hex')
}

function describe(file) {
  const { size, mtimeMs } = statSync(file)
  return `${path.relative(root, file)}\n${size}\n${mtimeMs}\n`
}

function filesIn(place) {
  if (!existsSync(place)) return []
  if (!statSync(place).isDirectory()) return [place]
  return readdirSync(place)
    .sort()
    .flatMap((name) => filesIn(path.join(place, name)))
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stamp, 'utf8')).fingerprint
  } catch {
    return null
  }
}
