import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MoveDraft } from '../../../shared/contract/moves.ts'
import { moveKinds } from '../../../shared/contract/stock.ts'
import { useQueryOf } from '../../data/query.ts'
import { useRoute } from '../../navigation/route.ts'
import { usePendingQuantity } from '../../scanner/scanner.tsx'
import { CodeDialog } from '../../ui/code-dialog.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { AnnounceDialog } from './announce-dialog.tsx'
import { KindSwitch } from './kind-switch.tsx'
import { Lines } from './lines.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { MoveCard } from './move-card.tsx'
import classes from './moves.module.css'
import { useMovesState } from './moves-state.ts'
import { MovesPanel } from './moves-panel.tsx'
import type { OpenDialog } from './open-dialog.ts'
import { PlacesDialog } from './places-dialog.tsx'
import { QuantityDialog } from './quantity-dialog.tsx'
import { Route } from './route.tsx'
import { newestMove } from './shown-move.ts'
import { UnsavedScans } from './unsaved-scans.tsx'
import { useMoveRecorder } from './use-move-recorder.ts'

/** Receive, issue and transfer by scan. The draft is on disk; queueing it makes one group of changes. */
export function MovesScreen() {
  const { t } = useTranslation('moves')
  const { arg } = useRoute()
  const { kind, choose } = useMovesState()
  useEffect(() => {
    const asked = moveKinds.find((other) => other === arg)
    if (asked !== undefined) choose(asked)
  }, [arg, choose])
  const draft = useQueryOf('moves.get', { kind })
  const head = (
    <PageHeader title={t('title')} over={<span className="clip">{t('over')}</span>}>
      <KindSwitch kind={kind} onChoose={choose} />
    </PageHeader>
  )
  if (draft.data !== undefined) return <Moving key={kind} draft={draft.data} head={head} />
  return (
    <Page header={head}>
      {draft.error === null ? <LoadingRows /> : <ErrorPanel error={draft.error} onRetry={() => void draft.refetch()} />}
    </Page>
  )
}

function Moving({ draft, head }: { readonly draft: MoveDraft; readonly head: React.ReactNode }) {
  const { t } = useTranslation('moves')
  const { kind } = draft
  const recorder = useMoveRecorder(kind)
  const { pending } = usePendingQuantity()
  const shown = useMovesState((state) => state.shown[kind]) ?? null
  const [selected, setSelected] = useState<string | null>(null)
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const close = (): void => setDialog(null)
  const move = newestMove(shown, draft.tape[0])
  // The line of the last event is the one looked at, until another is chosen; a further scan takes the eye back.
  useEffect(() => setSelected(null), [move?.key])
  const current = draft.lines.find((line) => line.sku === (selected ?? move?.sku)) ?? draft.lines[0]
  const quantityOf = dialog?.kind === 'quantity' ? draft.lines.find((line) => line.sku === dialog.sku) : undefined
  return (
    <Page header={head} panel={<MovesPanel draft={draft} current={current} onDialog={setDialog} />}>
      <Route draft={draft} onOpen={() => setDialog({ kind: 'places' })} />
      <MoveCard move={move} pending={pending} kind={kind} />
      <UnsavedScans onRetry={recorder.retry} />
      <div className={classes['lines']}>
        <Lines draft={draft} selected={current?.sku ?? null} onSelect={setSelected} onDialog={setDialog} />
      </div>
      <PlacesDialog open={dialog?.kind === 'places'} draft={draft} onClose={close} />
      <CodeDialog
        open={dialog?.kind === 'code'}
        record={recorder.record}
        onClose={close}
        texts={{
          title: t('code.title'),
          label: t('code.label'),
          quantity: t('code.quantity'),
          quantityHint: t('code.quantityHint'),
          refused: t('quantity.notANumber'),
          save: t('code.save'),
        }}
      />
      <QuantityDialog line={quantityOf} kind={kind} onClose={close} />
      {dialog?.kind === 'announce' && <AnnounceDialog draft={draft} onClose={close} />}
      <LinkDialog code={dialog?.kind === 'link' ? dialog.code : null} onClose={close} />
    </Page>
  )
}
