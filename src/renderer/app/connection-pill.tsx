import { useTranslation } from 'react-i18next'
import type { AppStatus } from '../../shared/contract/app.ts'
import { useLinkState } from '../data/query.ts'
import { useFormat, type Format } from '../i18n/format.ts'
import { go } from '../navigation/route.ts'
import type { IconName } from '../ui/icon-paths.ts'
import { StatusPill } from '../ui/status-pill.tsx'
import type { Tone } from '../ui/tone.ts'

/** Where things stand, in one pill that opens Sync. Offline is amber and says how much is safe here: it is no alarm. */
export function ConnectionPill({ status }: { readonly status: AppStatus | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const link = useLinkState()
  const look = link === 'lost' ? lostLook : pillLook(status, format)
  if (look === null) return null
  const text = t(`pill.${look.text}`, { ...look.values })
  return (
    <StatusPill icon={look.icon} tone={look.tone} label={t('pill.open', { text })} onPress={() => go('sync')}>
      {text}
    </StatusPill>
  )
}

type PillText =
  | 'none'
  | 'notChecked'
  | 'online'
  | 'onlineSynced'
  | 'offline'
  | 'offlineSaved'
  | 'paused'
  | 'pausedSaved'
  | 'sending'
  | 'reading'
  | 'copying'
  | 'copyingOf'
  | 'stuck'
  | 'signIn'
  | 'unauthorized'
  | 'waiting'
  | 'lost'

export interface PillLook {
  readonly text: PillText
  readonly icon: IconName
  readonly tone: Tone
  readonly values?: { readonly number?: string; readonly rows?: string; readonly of?: string; readonly time?: string }
}

const lostLook: PillLook = { text: 'lost', icon: 'refused', tone: 'bad' }

/** The most pressing thing first. Null: nothing is known yet. */
export function pillLook(status: AppStatus | undefined, format: Format): PillLook | null {
  if (status === undefined) return null
  const { sync, online, waiting, connection } = status
  const saved = { number: format.count(waiting) }
  if (connection === null) return { text: 'none', icon: 'offline', tone: 'plain' }
  if (sync.paused) return { text: waiting > 0 ? 'pausedSaved' : 'paused', icon: 'pause', tone: 'warn', values: saved }
  if (online === 'unauthorized') return { text: 'unauthorized', icon: 'key', tone: 'bad' }
  if (online === 'signIn') return { text: 'signIn', icon: 'globe', tone: 'warn' }
  if (online === 'offline')
    return { text: waiting > 0 ? 'offlineSaved' : 'offline', icon: 'offline', tone: 'warn', values: saved }
  if (sync.stuck) return { text: 'stuck', icon: 'warn', tone: 'bad' }
  if (online === 'waiting') return { text: 'waiting', icon: 'clock', tone: 'warn' }
  return workingLook(status, format)
}

function workingLook({ sync, queue, online }: AppStatus, format: Format): PillLook {
  if (sync.copying !== null) {
    const { rows, of } = sync.copying
    const values = { rows: format.count(rows), of: format.count(of ?? 0) }
    return { text: of === null ? 'copying' : 'copyingOf', icon: 'sync', tone: 'accent', values }
  }
  const sending = queue.inflight
  if (sync.running && sending > 0)
    return { text: 'sending', icon: 'send', tone: 'accent', values: { number: format.count(sending) } }
  if (online === 'unknown') return { text: sync.running ? 'reading' : 'notChecked', icon: 'sync', tone: 'plain' }
  if (sync.lastPullAt === null) return { text: 'online', icon: 'online', tone: 'ok' }
  return { text: 'onlineSynced', icon: 'online', tone: 'ok', values: { time: format.time(sync.lastPullAt) } }
}
