/**
 * A read replica that lags. It starts as a copy of the model and is fed the same writes, later: the model is
 * deterministic, so the copy goes through the same states. It never goes back in time.
 */
import type { Answer, Mishap } from '../api.ts'
import type { HakoRequest, PlainAnswer } from './request.ts'

/** What a replica needs of a model. */
interface Replayable<S> {
  handle(request: HakoRequest, nowMs: number, mishap: Mishap): PlainAnswer
  answer(request: HakoRequest, nowMs: number, mishap: Mishap): Answer
  setSwitches(switches: S): void
  close(): void
}

export interface Replica<S> {
  record(request: HakoRequest, nowMs: number, mishap: Mishap, switches: S): void
  /** Answers from the state `mishap.staleByMs` ago, or a later one if an earlier read already saw more. */
  read(request: HakoRequest, nowMs: number, mishap: Mishap, switches: S): Answer
  close(): void
}

export function createReplica<S>(model: Replayable<S>): Replica<S> {
  const behind: { readonly at: number; readonly replay: () => void }[] = []
  return {
    record(request, nowMs, mishap, switches) {
      const replay = (): void => {
        model.setSwitches(switches)
        model.handle(request, nowMs, mishap)
      }
      behind.push({ at: nowMs, replay })
    },
    read(request, nowMs, { staleByMs = 0, ...mishap }, switches) {
      const due = behind.findIndex((write) => write.at > nowMs - staleByMs)
      for (const write of behind.splice(0, due === -1 ? behind.length : due)) write.replay()
      model.setSwitches(switches)
      return model.answer(request, nowMs, mishap)
    },
    close: () => model.close(),
  }
}
