import { useTranslation } from 'react-i18next'
import type { Client } from '../../../shared/contract/contract.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { MoveDraft } from '../../../shared/contract/moves.ts'
import { add } from '../../../shared/domain/quantity.ts'
import { readQuery, useClient, useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { useSounds } from '../../sounds/use-sounds.ts'
import { tell } from '../../ui/tell.tsx'
import { useMovesState } from './moves-state.ts'

export interface DraftActions {
  queue(this: void): void
  undo(this: void): void
  startOver(this: void): void
  readonly queueing: boolean
  readonly error: AppError | null
}

export function useDraftActions(draft: MoveDraft): DraftActions {
  const { t } = useTranslation('moves')
  const format = useFormat()
  const { play } = useSounds()
  const { kind, lines, note } = draft
  const queue = useCommand('moves.queue')
  const undo = useCommand('moves.undo')
  const clear = useCommand('moves.clear')
  const set = useCommand('moves.set')
  const takeBack = useTakeBack()
  const show = useMovesState((state) => state.show)
  const number = format.quantity(draft.ready.pieces)

  async function queueAll(): Promise<void> {
    const sent = lines.filter((line) => line.problem === undefined)
    const done = await queue.run({ kind })
    if (!done.ok || done.value.changeIDs.length === 0) return
    const { groupID, left } = done.value
    const gone = sent.filter(({ sku }) => !left.some((other) => other.sku === sku))
    play('command')
    show(kind, null)
    const text = t(`queued.${kind}`, { number })
    tell(text, groupID === undefined ? undefined : () => void takeBack({ kind, lines: gone, note }, groupID))
  }

  async function undoLast(): Promise<void> {
    const done = await undo.run({ kind })
    if (!done.ok) return
    if (done.value.undone === null) tell(t('undoNothing'))
  }

  async function startOver(): Promise<void> {
    const before = { kind, lines, note }
    if (!(await clear.run({ kind })).ok) return
    show(kind, null)
    const { warehouseID, toWarehouseID } = draft
    // The same places again: what starts over is what was scanned.
    await set.run({ kind, warehouseID, ...(kind === 'transfer' ? { toWarehouseID } : {}) })
    tell(t('cleared'), () => void takeBack(before, null))
  }

  return {
    queue: () => void queueAll(),
    undo: () => void undoLast(),
    startOver: () => void startOver(),
    queueing: queue.pending,
    error: queue.error ?? undo.error ?? clear.error,
  }
}

type Taken = Pick<MoveDraft, 'kind' | 'lines' | 'note'>

/**
 * Undoes the queueing of a group, if it was queued, and puts its lines back onto the draft as it is by then. Of a group
 * that is on its way already, only what was not sent comes back.
 */
function useTakeBack(): (taken: Taken, groupID: string | null) => Promise<void> {
  const { t } = useTranslation('moves')
  const client = useClient()
  return async ({ kind, lines, note }, groupID) => {
    const back = groupID === null ? null : await undoGroup(client, groupID)
    const returning = lines.filter(({ sku }) => back === null || back.has(sku))
    if (returning.length === 0) return tell(t('undoTooLate'))
    const now = await readQuery(client, 'moves.get', { kind })
    for (const { sku, quantity } of returning.toReversed()) {
      const there = now.lines.find((line) => line.sku === sku)?.quantity ?? 0
      await client.call('moves.setLine', { kind, sku, quantity: add(there, quantity) })
    }
    if (note !== '' && now.note === '') await client.call('moves.set', { kind, note })
    tell(returning.length === lines.length ? t('undone') : t('undonePartly'))
  }
}

/** The items whose change was taken back in time. */
async function undoGroup(client: Client, groupID: string): Promise<ReadonlySet<string>> {
  const undone = await client.call('queue.undo', { groupID })
  if (!undone.ok) return new Set()
  const { rows } = await readQuery(client, 'queue.list', { groupID, limit: 1000 })
  const discarded = new Set(undone.value.discarded)
  return new Set(rows.flatMap(({ changeID, sku }) => (sku !== undefined && discarded.has(changeID) ? [sku] : [])))
}
