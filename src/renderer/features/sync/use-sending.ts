import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/contract/errors.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { tell } from '../../ui/tell.tsx'

export interface Sending {
  readonly busy: boolean
  readonly paused: boolean
  readonly error: AppError | null
  sendNow(this: void): void
  togglePause(this: void): void
  undoLast(this: void): void
}

/** Steering by hand: send now, hold everything, take the last gesture back. */
export function useSending(paused: boolean): Sending {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const run = useCommand('sync.run')
  const pause = useCommand('sync.pause')
  const resume = useCommand('sync.resume')
  const undo = useCommand('queue.undo')
  const online = useQueryOf('app.status', {}).data?.online

  async function sendNow(): Promise<void> {
    if (paused) await resume.run({})
    const done = await run.run({})
    if (!done.ok) return
    const { sent, pulled } = done.value
    tell(t('sentNow', { sent: format.count(sent), read: format.count(pulled) }))
  }

  async function undoLast(): Promise<void> {
    const done = await undo.run({})
    if (done.ok && done.value.reopened.length > 0) return tell(t('story.takenBackNow'))
    const { length } = done.ok ? done.value.discarded : []
    tell(length === 0 ? t('undoNothing') : t('undone', { count: length, number: format.count(length) }))
  }

  return {
    busy: run.pending,
    paused,
    // An old failure is no news once a cycle on its own got through.
    error: run.error?.kind === 'offline' && online === 'online' ? null : run.error,
    sendNow: () => void sendNow(),
    togglePause: () => void (paused ? resume.run({}) : pause.run({})),
    undoLast: () => void undoLast(),
  }
}
