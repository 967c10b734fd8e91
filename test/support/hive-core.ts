import { onTestFinished } from 'vitest'
import { startHivePractice, type Fault, type HiveServer, type HiveSwitches } from '../../src/main/practice/practice.ts'
import { remoteDescriptions } from '../../src/main/remotes/remote.ts'
import { openCoreWorld, type CoreWorld } from './core-world.ts'

/** The whole core against Hive's practice server, with three SKUs in warehouse 7. */
export interface HiveCore {
  readonly server: HiveServer
  readonly core: CoreWorld
  sku(key: string): ReturnType<HiveServer['control']['state']>['skus'][number] | undefined
  writes(): readonly string[]
}

export async function connected(switches: Partial<HiveSwitches> = {}): Promise<HiveCore> {
  const server = await startHivePractice({ seed: 'empty', switches: { requestsPerMinute: null, ...switches } })
  onTestFinished(() => server.close())
  const { control } = server
  for (const key of ['MUG', 'BOWL', 'PLATE'])
    control.addSku(
      key,
      { name: `The ${key}`, barcode: `40000000000${String(key.length)}`, hs_code: '6912', cost_in_cents: 240 },
      [{ warehouse: 7, physical: 12, reserved: 2, buffer: 0 }],
    )
  const core = await openCoreWorld({ ports: { remotes: remoteDescriptions } })
  await core.call('connections.save', {
    name: 'Hive',
    remote: 'hive',
    baseUrl: server.baseUrl,
    credentials: server.credentials,
    options: { settleSeconds: 0 },
  })
  await core.call('sync.run', {})
  control.clearRequests()
  return {
    server,
    core,
    sku: (key) => control.state().skus.find((sku) => sku.merchant_sku_id === key),
    writes: () =>
      control
        .requests()
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path.replace(/\d+$/, 'ID')}`),
  }
}

/** Reads and sends until nothing is on its way. */
export async function settle({ core }: HiveCore): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    const answer = await core.core.call('sync.run', {})
    if (!answer.ok && answer.error.kind !== 'offline' && answer.error.kind !== 'remote')
      throw new Error(answer.error.message)
  }
}

/** Whatever has not found its end. */
export const openChanges = async ({ core }: HiveCore) =>
  (await core.call('queue.list', {})).rows
    .filter(({ state }) => state !== 'applied' && state !== 'superseded')
    .map(({ kind, state }) => `${kind}: ${state}`)

export const lost: readonly Fault[] = [
  { kind: 'response-lost', how: 'reset' },
  { kind: 'request-lost', how: 'reset' },
  { kind: 'server-error', status: 500, applied: true },
  { kind: 'server-error', status: 500, applied: false },
  { kind: 'server-error', status: 504, applied: true },
  { kind: 'truncated-json' },
  { kind: 'fewer-rows', missing: 1 },
]
