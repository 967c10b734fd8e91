/**
 * The practice warehouse inside the app: the practice server of Hako v1 on a port of this PC, with its state in the data
 * folder, so that what was counted yesterday is still there. Port and key are remembered beside it, so that after a
 * restart the saved connection still fits; where the port was taken meanwhile, `start` answers the new one.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Result } from '../../../shared/domain/result.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { Log, Practice, PracticeAct, PracticeEntry, Random } from '../../core/ports.ts'
import { practiceBarcodes, startPracticeServer, type OtherAct, type PracticeServer } from '../../practice/practice.ts'

export interface PracticeWarehouse extends Practice {
  /** Starts it again if it was ever started over this data folder. Null: it never was. */
  resume(): Promise<Result<PracticeEntry, string> | null>
  /** Stops it and forgets its goods. */
  forget(): Promise<void>
  close(): Promise<void>
}

export interface PracticeWarehouseOptions {
  readonly directory: string
  readonly log: Log
  readonly random: Random
}

const memorySchema = z.object({ port: z.number().int().min(1).max(65_535), apiKey: z.string().min(1) })
type Memory = z.infer<typeof memorySchema>

export function createPracticeWarehouse({ directory, log, random }: PracticeWarehouseOptions): PracticeWarehouse {
  const folder = path.join(directory, 'practice')
  let server: PracticeServer | null = null
  let starting: Promise<Result<PracticeEntry, string>> | null = null
  let network = true

  const startOnce = async (): Promise<Result<PracticeEntry, string>> => {
    if (server !== null) return ok({ baseUrl: server.baseUrl, apiKey: server.apiKey })
    const started = await openServer(folder, await readMemory(folder), log)
    if (!started.ok) return started
    server = started.value
    network = true
    return ok({ baseUrl: server.baseUrl, apiKey: server.apiKey })
  }
  const start = async (): Promise<Result<PracticeEntry, string>> => {
    starting ??= startOnce()
    const result = await starting
    starting = null
    return result
  }
  const close = async (): Promise<void> => {
    await starting
    await server?.close()
    server = null
  }

  return {
    start,
    close,
    resume: async () => ((await readMemory(folder)) === null ? null : await start()),
    async forget() {
      await close()
      await rm(folder, { recursive: true, force: true })
    },
    async act(act) {
      if (server === null) return err('The practice warehouse is not running.')
      if (act.act === 'networkOff' || act.act === 'networkOn') {
        network = act.act === 'networkOn'
        await (network ? server.control.networkOn() : server.control.networkOff())
        return ok(network ? 'The network is back.' : 'The network is off.')
      }
      return actOutside(server, act, random)
    },
    status: () => ({
      running: server !== null,
      network,
      loseNextAnswer: server?.control.pendingFaults().some((fault) => fault.kind === 'response-lost') ?? false,
    }),
    codes: () => practiceBarcodes,
  }
}

async function openServer(folder: string, memory: Memory | null, log: Log): Promise<Result<PracticeServer, string>> {
  const apiKey = memory?.apiKey ?? `practice-${randomBytes(9).toString('base64url')}`
  const open = (port: number): Promise<PracticeServer> =>
    startPracticeServer({
      port,
      apiKey,
      database: path.join(folder, 'hako-v1.db'),
      seed: 'shop',
      log: (line) => {
        log('debug', line)
      },
    })
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const server = await (memory === null ? open(0) : open(memory.port).catch(() => open(0)))
    await writeFile(path.join(folder, 'practice.json'), JSON.stringify({ port: portOf(server), apiKey }), {
      mode: 0o600,
    })
    return ok(server)
  } catch (error) {
    return err(`The practice warehouse could not start: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const portOf = (server: PracticeServer): number => Number(new URL(server.baseUrl).port)

async function readMemory(folder: string): Promise<Memory | null> {
  try {
    return memorySchema.parse(JSON.parse(await readFile(path.join(folder, 'practice.json'), 'utf8')))
  } catch {
    return null
  }
}

/** What somebody else does; what the act leaves open is chosen from what is on the shelves. */
function actOutside(server: PracticeServer, act: PracticeAct, random: Random): Result<string, string> {
  if (act.act === 'loseAnswer') {
    server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
    return ok('The answer to the next change will get lost on its way.')
  }
  const chosen = chooseCell(server, act, random)
  if (chosen === null) return err('The practice warehouse has no such item.')
  const { other, text } = describeAct(act, chosen)
  const answer = server.control.actAsOther(other)
  return answer.status === 200 ? ok(text) : err(`The practice warehouse refused: ${JSON.stringify(answer.body)}`)
}

interface Cell {
  readonly sku: string
  readonly name: string | null
  readonly warehouseID: string
}

function chooseCell(server: PracticeServer, act: PracticeAct, random: Random): Cell | null {
  const { items, warehouses } = server.control.snapshot()
  const first = act.warehouseID ?? warehouses[0]?.warehouseID
  if (first === undefined) return null
  const named = items.filter((item) => act.sku === undefined || item.sku === act.sku)
  const stocked = named.filter((item) => (item.stock[first] ?? 0) >= (act.quantity ?? 3))
  const from = stocked.length > 0 ? stocked : named
  const item = from[Math.floor(random.next() * from.length)]
  return item === undefined ? null : { sku: item.sku, name: item.name, warehouseID: first }
}

function describeAct(
  { act, quantity = 3, name }: PracticeAct,
  { sku, name: oldName, warehouseID }: Cell,
): { readonly other: OtherAct; readonly text: string } {
  const shown = oldName ?? sku
  switch (act) {
    case 'sell':
      return {
        other: { kind: 'sell', sku, warehouseID, quantity },
        text: `Somebody else sold ${String(quantity)} of ${shown} in ${warehouseID}.`,
      }
    case 'receive':
      return {
        other: { kind: 'receive', sku, warehouseID, quantity },
        text: `Somebody else put ${String(quantity)} of ${shown} into ${warehouseID}.`,
      }
    case 'rename': {
      const newName = name ?? `${shown} (new)`
      return {
        other: { kind: 'edit', sku, changes: { name: newName } },
        text: `Somebody else renamed ${shown} to ${newName}.`,
      }
    }
    case 'loseAnswer':
    case 'networkOff':
    case 'networkOn':
      throw new Error(`${act} is not something that another client does`)
    default:
      return unreachable(act)
  }
}
