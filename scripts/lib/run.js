import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * Runs a program with our own streams and resolves to its exit code; null when it could not be started. A time limit in
 * milliseconds ends it and everything it started. A tied program gets our signals and ends when we do, however we end.
 */
export function run(program, args, { env = {}, limit, quiet = false, tied = false, shell = false } = {}) {
  return new Promise((resolve) => {
    const streams = quiet ? 'ignore' : 'inherit'
    const child = spawn(program, args, {
      cwd: root,
      shell,
      stdio: tied ? [streams, streams, streams, 'ipc'] : streams,
      env: { ...process.env, ...env, ...(tied ? { HAKOMORI_ENDS_WITH_PARENT: '1' } : {}) },
      // A group of its own can be ended as a whole; where nothing has to be ended, Ctrl+C should reach it directly.
      detached: limit !== undefined && process.platform !== 'win32',
    })
    if (tied) for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    let late = false
    const timer =
      limit === undefined
        ? undefined
        : setTimeout(() => {
            late = true
            endGroup(child)
          }, limit)
    const finish = (code) => {
      clearTimeout(timer)
      resolve(late ? null : code)
    }
    child.once('error', () => finish(null))
    child.once('exit', (code, signal) => finish(signal === null ? code : 1))
  })
}

/** Runs one of the packages' programs under the Node that runs us, without a shell in between. */
export const runTool = (tool, args, options) => run(process.execPath, [toolPath(tool), ...args], options)

/** `typescript/tsc` means the program `tsc` of the package `typescript`; one name serves for both. */
export function toolPath(tool) {
  const parts = tool.split('/')
  const scoped = tool.startsWith('@')
  const name = scoped ? parts.slice(0, 2).join('/') : parts[0]
  const program = parts[scoped ? 2 : 1]
  const folder = path.join(root, 'node_modules', name)
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const file = typeof bin === 'string' ? bin : bin[program ?? name.split('/').at(-1)]
  return path.join(folder, file)
}

function endGroup(child) {
  try {
    if (process.platform === 'win32') child.kill()
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended by itself in the meantime.
  }
}
