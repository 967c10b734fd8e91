import { ok, type Result } from '../../../shared/domain/result.ts'
import type { RemoteFailure } from '../ports.ts'
import type { EngineContext } from './context.ts'
import type { Intent } from './intent.ts'
import type { PlannedBatch } from './split.ts'
import { sendBatch, type Sent } from './send.ts'
import { verifyLost } from './verify.ts'

/**
 * Sends a batch whatever is wrong with single records of it: an array that was refused is read back once, and what was
 * certainly not carried out goes again in parts, until the bad record fails alone with a definite no (sync.md §3).
 */
export async function deliver(context: EngineContext, batch: PlannedBatch): Promise<Result<Sent, RemoteFailure>> {
  const sent = await sendBatch(context, batch)
  if (!sent.ok || !sent.value.refusedArray) return sent
  const verified = await verifyLost(context)
  if (!verified.ok) return verified
  let applied = sent.value.applied
  for (const intents of halvesOf(batch.intents)) {
    for (const id of intents.flatMap((intent) => intent.changeIDs)) context.memory.spent.delete(id)
    const part = await deliver(context, { ...batch, intents })
    if (!part.ok) return part
    applied += part.value.applied
    if (part.value.lane.next !== 'goOn') return ok({ ...part.value, applied })
  }
  return ok({ ...sent.value, applied, refusedArray: false })
}

function halvesOf(intents: readonly Intent[]): (readonly Intent[])[] {
  const half = Math.ceil(intents.length / 2)
  return [intents.slice(0, half), intents.slice(half)].filter((part) => part.length > 0)
}
