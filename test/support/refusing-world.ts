import type { Batch, Remote } from '../../src/main/core/ports.ts'
import { openTaughtWorld, type SyncWorld, type WorldSettings } from './sync-world.ts'

type Answer = Awaited<ReturnType<Remote['send']>>

/** A world whose remote may be told to say no; it knows already how stamps move with stock. */
export interface RefusingWorld {
  readonly world: SyncWorld
  /** Whatever this answers to is not sent; null: everything is. */
  answerWith(answer: ((batch: Batch) => Answer | undefined) | null): void
}

export async function openRefusingWorld(settings: WorldSettings = {}): Promise<RefusingWorld> {
  let answer: ((batch: Batch) => Answer | undefined) | null = null
  const world = await openTaughtWorld({
    ...settings,
    wrapRemote: (remote) => ({
      ...remote,
      send: async (batch, signal, turn) => answer?.(batch) ?? remote.send(batch, signal, turn),
    }),
  })
  return {
    world,
    answerWith(given) {
      answer = given
    },
  }
}

export const refusal: Answer = { ok: false, error: { kind: 'refused', status: 400, text: 'No' } }
export const tooMany: Answer = { ok: false, error: { kind: 'rateLimited', retryAfter: 1000, text: '' } }

export const refuse =
  (endpoint: Batch['endpoint']) =>
  (batch: Batch): Answer | undefined =>
    batch.endpoint === endpoint ? refusal : undefined

export const rename = (world: SyncWorld, from: string, to: string): number =>
  world.queue({ uid: world.uid('item', from), kind: 'rename', payload: { key: to }, baseSeen: { key: from } })

export const nameAs = (world: SyncWorld, sku: string, name: string, seen: string): number =>
  world.queue({
    uid: world.uid('item', sku),
    kind: 'set-field',
    payload: { fields: { name } },
    baseSeen: { fields: { name: seen } },
  })

export const count = (
  world: SyncWorld,
  sku: string,
  quantity: number,
  seen: number,
  via: 'override' | 'difference' = 'difference',
): number =>
  world.queue({
    uid: world.uid('item', sku),
    warehouse: world.uid('warehouse', 'W1'),
    kind: 'stock-set',
    quantity,
    payload: { via },
    baseSeen: { quantity: seen },
  })

export const loseAnswer = (world: SyncWorld): void => {
  world.server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
}
