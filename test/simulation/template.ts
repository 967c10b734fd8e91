import { mkdtempSync, rmSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCore } from '../../src/main/core/open-core.ts'
import { createHakoV0 } from '../../src/main/remotes/hako-v0/remote.ts'
import { createHakoV1 } from '../../src/main/remotes/hako-v1/remote.ts'
import { err, ok } from '../../src/shared/domain/result.ts'
import type { CorePorts } from '../../src/main/core/core.ts'
import type { SimulatedRemote } from './profile.ts'

/** Folders of simulated devices lie in memory where the system has such a place: fsync costs nothing there. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'hakomori-simulation-'))
  made.add(folder)
  return folder
}

const made = new Set<string>()
process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  made.delete(folder)
}

/** A key that would be recognised anywhere: it may be in no file and no log (invariant I20). */
export const apiKey = 'canary-0b6f2c1d94'

export const noPractice: CorePorts['practice'] = {
  start: () => Promise.resolve(err('not here')),
  act: () => Promise.resolve(err('not here')),
  status: () => ({ running: false, network: false, loseNextAnswer: false }),
  codes: () => [],
}

/** Of the simulated connection. */
export interface TemplateOptions {
  readonly remote: SimulatedRemote
  readonly batchSize: number
  readonly soleWriter: readonly string[]
}

const templates = new Map<string, Promise<string>>()

/** A freshly installed folder with its one connection, made once and copied for every device. */
export function template(options: TemplateOptions): Promise<string> {
  const name = JSON.stringify(options)
  const known = templates.get(name)
  if (known) return known
  const made = makeTemplate(options)
  templates.set(name, made)
  return made
}

/** The connector of each, and where it finds the remote. */
export const connectors = {
  'hako-v1': { create: createHakoV1, root: '/v1/' },
  'hako-v0': { create: createHakoV0, root: '/v0/' },
} as const

async function makeTemplate({ remote, batchSize, soleWriter }: TemplateOptions): Promise<string> {
  const directory = makeFolder()
  const opened = await openCore(
    { directory, appVersion: '1.0.0', automatic: false },
    {
      clock: { now: () => 1, monotonic: () => 1, sleep: () => Promise.resolve() },
      ids: { ulid: () => 'template' },
      random: { next: () => 0.5 },
      secrets: {
        read: () => Promise.resolve(ok({ apiKey })),
        write: () => Promise.resolve(ok(undefined)),
        remove: () => Promise.resolve(),
      },
      remotes: [],
      openRemote: ({ baseUrl, credentials }) =>
        ok(connectors[remote].create(new URL(baseUrl), credentials, { environment: {} }, () => nowhere)),
      practice: noPractice,
      log: () => undefined,
      breathe: () => Promise.resolve(),
    },
  )
  if (!opened.ok) throw new Error(opened.error.message)
  const saved = await opened.value.call('connections.save', {
    name: 'Simulated',
    remote,
    baseUrl: `http://hako.test${connectors[remote].root}`,
    credentials: { apiKey },
    options: { batchSize, soleWriter: [...soleWriter] },
  })
  if (!saved.ok) throw new Error(JSON.stringify(saved.error))
  await opened.value.close()
  return directory
}

const nowhere = {
  exchange: () => Promise.resolve(err({ kind: 'notSent', cause: 'network', text: '' } as const)),
  close: () => Promise.resolve(),
}
