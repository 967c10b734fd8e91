import { useCallback } from 'react'
import type { MoveKind } from '../../../shared/contract/moves.ts'
import { useClient } from '../../data/query.ts'
import { useConnectionInUse } from '../../data/capabilities.ts'
import { useSignedIn } from '../../data/signed-in.ts'
import { untilHeld } from '../../data/slow-scans.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { useSounds } from '../../sounds/use-sounds.ts'
import type { Attempt } from './attempt.ts'
import { useMovesState } from './moves-state.ts'
import { recordMove } from './record-move.ts'

export interface MoveRecorder {
  /** A code typed by hand goes the way of a scan. */
  record(this: void, code: string, quantity: number | null): Promise<boolean>
  /** Tries every scan that is not on disk again, in order, until one fails. */
  retry(this: void): Promise<void>
}

/** Takes the window's scans for the draft of one kind. */
export function useMoveRecorder(kind: MoveKind): MoveRecorder {
  const client = useClient()
  const { play } = useSounds()
  const person = useSignedIn()
  const connectionID = useConnectionInUse()
  const record = useCallback(
    (attempt: Attempt, onHeld?: () => void) =>
      recordMove({ client, play, state: useMovesState.getState() }, attempt, onHeld),
    [client, play],
  )
  useScanHandler(async ({ scanID, code, quantity, at }) => {
    await untilHeld((onHeld) =>
      record({ kind, scanID, code, quantity, at, person, connectionID, again: false }, onHeld),
    )
  })
  return {
    record: (code, quantity) =>
      record({ kind, scanID: crypto.randomUUID(), code, quantity, at: Date.now(), person, connectionID, again: false }),
    retry: async () => {
      for (const { attempt } of useMovesState.getState().unsaved) {
        if (!(await record({ ...attempt, again: true }))) return
      }
    },
  }
}
