/** Where the data folder is when nobody names one: where each system keeps the data of programs. */
import { homedir } from 'node:os'
import path from 'node:path'

export interface SystemFacts {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

export const thisSystem = (): SystemFacts => ({ platform: process.platform, env: process.env, home: homedir() })

/** `HAKOMORI_DATA`, or the system's own place for a program's data. All shells share it. */
export function defaultDataDirectory({ platform, env, home }: SystemFacts): string {
  const named = env['HAKOMORI_DATA']
  if (named !== undefined && named !== '') return path.resolve(named)
  const join = platform === 'win32' ? path.win32.join : path.posix.join
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Hakomori')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Hakomori')
  const data = env['XDG_DATA_HOME']
  // The XDG specification says that a relative path in the variable is to be ignored.
  return join(data?.startsWith('/') === true ? data : join(home, '.local', 'share'), 'hakomori')
}
