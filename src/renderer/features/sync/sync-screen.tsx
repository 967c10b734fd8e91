import { useTranslation } from 'react-i18next'
import type { QueueRow } from '../../../shared/contract/queue.ts'
import { isQuestion } from '../../../shared/domain/change.ts'
import { useClient, useQueryOf } from '../../data/query.ts'
import { go, isAt, useRoute } from '../../navigation/route.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { useSounds } from '../../sounds/use-sounds.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { tell } from '../../ui/tell.tsx'
import { ChangeCard } from './change-card.tsx'
import { ChangeList } from './change-list.tsx'
import { HeldCard } from './held-card.tsx'
import { PlanColumn } from './plan-column.tsx'
import { QuestionCard } from './question-card.tsx'
import { StateTiles } from './state-tiles.tsx'
import { useSyncState, type View } from './sync-store.ts'
import classes from './sync.module.css'
import { useFocusedChange } from './use-focused-change.ts'
import { useSending } from './use-sending.ts'

/** See that all is sent; answer what cannot be proven. The route names a change. */
export function SyncScreen() {
  const { t } = useTranslation(['sync', 'common'])
  const status = useQueryOf('app.status', {}).data
  const chosen = useSyncState((state) => state.view)
  const sending = useSending(status?.sync.paused ?? false)
  const { questions, unlisted, row } = useFocusedChange(useRoute().arg, chosen)
  const view = shownView(chosen, questions.length)
  const question = row !== null && isQuestion(row.state) ? row.question : undefined
  useScans()
  useKeys([{ keys: 'Ctrl+Z', label: t('undoLast'), run: sending.undoLast }])
  const step = (by: 1 | -1): void => {
    const here = questions.findIndex(({ changeID }) => changeID === row?.changeID)
    const next = questions[here + by]
    if (next !== undefined) look(next)
  }
  useKeys([
    { keys: 'ArrowUp', label: t('common:previous'), run: () => step(-1), enabled: question !== undefined },
    { keys: 'ArrowDown', label: t('common:next'), run: () => step(1), enabled: question !== undefined },
  ])
  const done = (decided: readonly number[]): void => {
    const here = questions.findIndex(({ changeID }) => changeID === row?.changeID)
    const open = (other: QueueRow): boolean => !decided.includes(other.changeID)
    look(questions.slice(here + 1).find(open) ?? questions.find(open) ?? null)
  }
  return (
    <Page
      header={
        <PageHeader title={<Title />} over={<Where />}>
          <KeyButton label={t(sending.paused ? 'resume' : 'pause')} keys="Ctrl+." onPress={sending.togglePause} />
          <KeyButton
            label={t(sending.busy ? 'sending' : 'sendNow')}
            icon="send"
            keys="F9"
            kind={question === undefined ? 'filled' : 'outline'}
            busy={sending.busy}
            onPress={sending.sendNow}
          />
        </PageHeader>
      }
    >
      <StateTiles queue={status?.queue} />
      <div className={classes['grid']}>
        <div className={classes['left']}>
          <HeldCard />
          {row !== null && question !== undefined && (
            <QuestionCard
              key={row.changeID}
              row={row}
              question={question}
              questions={questions}
              unlisted={unlisted}
              onStep={step}
              onDone={done}
            />
          )}
          {row !== null && question === undefined && <ChangeCard row={row} onClose={() => look(null)} />}
          <ChangeList
            view={view}
            queue={status?.queue}
            selected={row === null ? null : String(row.changeID)}
            onSelect={look}
          />
        </div>
        <PlanColumn status={status} error={sending.error} />
      </div>
    </Page>
  )
}

const look = (row: QueueRow | null): void => go('sync', row === null ? null : String(row.changeID), { replace: true })

function shownView(chosen: View, questions: number): Exclude<View, 'auto'> {
  if (chosen !== 'auto') return chosen
  return questions > 0 ? 'questions' : 'open'
}

function Title() {
  const { t } = useTranslation('sync')
  return (
    <>
      {t('title')} <span className={classes['sub']}>{t('sub')}</span>
    </>
  )
}

/** Which system, where, with which key. */
function Where() {
  const { t } = useTranslation('sync')
  const connection = useQueryOf('connections.list', {}).data?.rows.find((row) => row.inUse)
  if (connection === undefined) return null
  const parts = [connection.name, connection.baseUrl.replace(/^https?:\/\//, '').replace(/\/$/, '')]
  return [...parts, ...(connection.keyHint === null ? [] : [t('key', { hint: connection.keyHint })])].join(' · ')
}

/** A scan opens the newest open change of its item. */
function useScans(): void {
  const { t } = useTranslation('sync')
  const client = useClient()
  const sounds = useSounds()
  useScanHandler(async ({ code }) => {
    const found = await client.call('barcodes.resolve', { code })
    const sku = found.ok ? found.value.sku : undefined
    sounds.play(sku !== undefined ? 'known' : found.ok ? 'unknown' : 'error')
    if (sku === undefined) return tell(t('scan.unknown', { code }))
    const history = await client.call('stock.history', { sku, limit: 1000 })
    const open = history.ok ? history.value.rows.find(({ state }) => state !== null && !settled.has(state)) : undefined
    const changeID = open?.changeID ?? null
    if (changeID === null) return tell(t('scan.nothing', { name: (found.ok ? found.value.name : null) ?? sku }))
    if (isAt('sync')) go('sync', String(changeID), { replace: true })
  })
}

const settled: ReadonlySet<string> = new Set(['applied', 'superseded', 'discarded'])
