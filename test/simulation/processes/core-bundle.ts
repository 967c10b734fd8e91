/** The core of the killed processes in one file: of a life of one second, loading hundreds of sources took most. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'
import { applyEdit, editsOf, sourceFile, type Edit } from '../planted/edits.ts'
import { killPoints } from './points.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const program = fileURLToPath(new URL('core-process.ts', import.meta.url))

/** Where dependencies that stay outside are found. */
const cache = join(root, '.cache')

let folder: Promise<string> | undefined

/** The path of the program, with the points to be killed at and this process's own planted bugs in it. */
export const bundledCore = async (): Promise<string> =>
  join(await (folder ??= bundle([...editsOf(process.env), ...killPoints.map((point) => point.edit)])), fileName)

/** To be called when no more processes are started. */
export async function removeBundle(): Promise<void> {
  if (folder !== undefined) rmSync(await folder, { recursive: true, force: true })
  folder = undefined
}

const fileName = 'core-process.js'

async function bundle(edits: readonly Edit[]): Promise<string> {
  mkdirSync(cache, { recursive: true })
  const outDir = mkdtempSync(join(cache, 'core-'))
  await build({
    ...{ root, configFile: false, logLevel: 'error', publicDir: false },
    plugins: [edited(edits)],
    ssr: { noExternal: true },
    build: {
      ...{ ssr: program, outDir, target: 'node24', minify: false },
      rolldownOptions: { external: ['better-sqlite3'], output: { entryFileNames: fileName } },
    },
  })
  return outDir
}

function edited(edits: readonly Edit[]): Plugin {
  const byPath = Map.groupBy(edits, (edit) => sourceFile(edit.file))
  return {
    name: 'edited-sources',
    enforce: 'pre',
    transform: (code, id) => byPath.get(id)?.reduce(applyEdit, code),
  }
}
