import type { Remote, RemoteFailure } from '../../src/main/core/ports.ts'
import { err } from '../../src/shared/domain/result.ts'
import { lastDecision } from '../../src/main/core/store/decisions.ts'
import { takeBack } from '../../src/main/core/sync/take-back.ts'
import type { PracticeServer } from '../../src/main/practice/practice.ts'
import { openRefusingWorld } from './refusing-world.ts'
import type { SyncWorld } from './sync-world.ts'

/** A world whose stamps are learnt, and a place right before each sending: to refuse it, or to let somebody act first. */
export interface HookedWorld {
  readonly world: SyncWorld
  /** An answer stands for the remote's. */
  before: ((batch: Parameters<Remote['send']>[0]) => RemoteFailure | undefined) | null
}

export async function openHookedWorld(): Promise<HookedWorld> {
  const hook: { before: HookedWorld['before'] } = { before: null }
  const { world, answerWith } = await openRefusingWorld()
  answerWith((batch) => {
    const failure = hook.before?.(batch)
    return failure === undefined ? undefined : err(failure)
  })
  return Object.assign(hook, { world })
}

export const refusal: RemoteFailure = { kind: 'refused', status: 400, text: 'No' }

type ServerItem = ReturnType<PracticeServer['control']['snapshot']>['items'][number]

export const serverItem = (world: SyncWorld, sku: string): ServerItem | undefined =>
  world.server.control.snapshot().items.find((item) => item.sku === sku)

type Fields = { readonly name?: string; readonly price?: number }

export const edit = (world: SyncWorld, sku: string, fields: Fields, seen: Fields): number =>
  world.queue({ uid: world.uid('item', sku), kind: 'set-field', payload: { fields }, baseSeen: { fields: seen } })

export const remove = (world: SyncWorld, sku: string): number =>
  world.queue({ uid: world.uid('item', sku), kind: 'delete', baseSeen: { key: sku } })

export const takeBackLast = (world: SyncWorld) =>
  world.store.write((writer) => {
    const decision = lastDecision(writer, world.connection)
    if (decision === undefined) throw new Error('Nothing was answered')
    return takeBack(writer, decision, world.clock.now())
  })
