import { Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MoveDraft, MoveLine } from '../../../shared/contract/moves.ts'
import { useCan } from '../../data/capabilities.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { PanelSection, SidePanel } from '../../ui/page.tsx'
import { Rolling } from '../../ui/rolling.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { Announcements } from './announcements.tsx'
import classes from './moves.module.css'
import type { OpenDialog } from './open-dialog.ts'
import { useDraftActions } from './use-draft-actions.ts'

interface MovesPanelProps {
  readonly draft: MoveDraft
  /** The line that F2 is about. */
  readonly current: MoveLine | undefined
  onDialog(this: void, dialog: OpenDialog): void
}

/** How much is ready, what queueing does, and the one filled button. */
export function MovesPanel({ draft, current, onDialog }: MovesPanelProps) {
  const { t } = useTranslation('moves')
  const format = useFormat()
  const { kind, ready, unknown } = draft
  const actions = useDraftActions(draft)
  const number = format.quantity(ready.pieces)
  const placed = draft.warehouseID !== null && (kind !== 'transfer' || draft.toWarehouseID !== null)
  const empty = draft.lines.length === 0 && unknown.length === 0
  const can = useCan()
  const announces = kind === 'receive' && !can('moveStock') && can('announce')
  const refused = !can('moveStock') && !announces
  return (
    <SidePanel
      width={368}
      title={<Ready draft={draft} />}
      over={t('ready.title')}
      footer={
        <>
          {actions.error !== null && <ErrorPanel error={actions.error} />}
          {placed || empty ? (
            <KeyButton
              kind="filled"
              size="large"
              block
              label={
                ready.lines === 0
                  ? t(announces ? 'announce.none' : `queue.none.${kind}`)
                  : t(announces ? 'announce.open' : `queue.${kind}`, { number })
              }
              disabled={ready.lines === 0 || refused}
              busy={actions.queueing}
              onPress={announces ? () => onDialog({ kind: 'announce' }) : actions.queue}
            />
          ) : (
            <KeyButton
              kind="filled"
              size="large"
              block
              icon="warehouse"
              label={t('route.choose')}
              onPress={() => onDialog({ kind: 'places' })}
            />
          )}
          <div className={classes['footRow']}>
            <KeyButton
              kind="plain"
              size="small"
              icon="undo"
              keys="Ctrl+Z"
              command="undo"
              label={t('undo')}
              disabled={draft.tape.length === 0}
              onPress={actions.undo}
            />
            <KeyButton kind="plain" size="small" label={t('startOver')} disabled={empty} onPress={actions.startOver} />
          </div>
        </>
      }
    >
      <PanelSection>
        <div className={classes['keys']}>
          <KeyButton
            size="small"
            icon="plusMinus"
            keys="F2"
            command="quantityAfter"
            label={t('quantity.button')}
            disabled={current === undefined}
            onPress={() => current !== undefined && onDialog({ kind: 'quantity', sku: current.sku })}
          />
          <KeyButton
            size="small"
            icon="keyboard"
            keys="F3"
            label={t('code.button')}
            onPress={() => onDialog({ kind: 'code' })}
          />
        </div>
      </PanelSection>
      {unknown.length > 0 && <UnknownCodes draft={draft} onDialog={onDialog} />}
      {refused && (
        <PanelSection>
          <p className="sm">{t('announce.refusedKind')}</p>
        </PanelSection>
      )}
      {announces ? <Announcements /> : !refused && <Outcome draft={draft} />}
      {!announces && <Note key={kind} draft={draft} />}
    </SidePanel>
  )
}

function Ready({ draft }: { readonly draft: MoveDraft }) {
  const { t } = useTranslation('moves')
  const format = useFormat()
  const { ready, lines } = draft
  const stay = lines.length - ready.lines
  return (
    <>
      <span className={classes['ready']}>
        <Rolling value={ready.pieces} className={classes['readyFigure']} />
        <span className={classes['readyWords']}>
          <span>{t('ready.pieces')}</span>
          <span>{t('ready.items', { count: ready.lines, number: format.count(ready.lines) })}</span>
        </span>
      </span>
      {stay > 0 && (
        <span className={classes['stay']}>
          <Tag icon="warn" tone="warn">
            {t('ready.stay', { count: stay, number: format.count(stay) })}
          </Tag>
        </span>
      )}
    </>
  )
}

/** Said before the button, in numbers. */
function Outcome({ draft }: { readonly draft: MoveDraft }) {
  const { t } = useTranslation('moves')
  const format = useFormat()
  const status = useQueryOf('app.status', {}).data
  const options = useQueryOf('connections.list', {}).data?.rows.find((row) => row.inUse)?.options
  const rows = draft.ready.lines
  const requests = Math.max(1, Math.ceil(rows / (options?.batchSize ?? 100)))
  const waits = status?.sync.paused === true ? 'paused' : status?.online === 'offline' ? 'offline' : 'online'
  const facts = [
    [t('what.here'), t('what.hereText')],
    [
      t('what.remote'),
      rows === 0
        ? t('what.nothing')
        : `${t('what.requests', { count: requests, number: format.count(requests) })} ${t('what.rows', { count: rows, number: format.count(rows) })}`,
    ],
    [t(`what.${waits}`), t(`what.${waits}Text`)],
    [t('what.refused'), t('what.refusedText')],
  ] as const
  return (
    <PanelSection title={t('what.title')}>
      <dl className={classes['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </PanelSection>
  )
}

/** Kept at once, a moment after the last key. */
function Note({ draft }: { readonly draft: MoveDraft }) {
  const { t } = useTranslation('moves')
  const { kind, note } = draft
  const set = useCommand('moves.set')
  const [text, setText] = useState<string | null>(null)
  const { run } = set
  useEffect(() => {
    if (text === null) return
    const timer = setTimeout(() => {
      void run({ kind, note: text }).then((done) => {
        if (done.ok) setText((now) => (now === text ? null : now))
      })
    }, 400)
    return () => clearTimeout(timer)
  }, [text, kind, run])
  return (
    <PanelSection>
      <Textarea
        label={t('note.label')}
        placeholder={t('note.prompt')}
        value={text ?? note}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        maxLength={1000}
        autosize
        minRows={1}
        maxRows={4}
      />
      {set.error !== null && <ErrorPanel error={set.error} />}
    </PanelSection>
  )
}

function UnknownCodes({ draft, onDialog }: Pick<MovesPanelProps, 'draft' | 'onDialog'>) {
  const { t } = useTranslation('moves')
  const format = useFormat()
  const dismiss = useCommand('barcodes.dismiss')
  return (
    <PanelSection title={t('unknown.title')}>
      <p className="sm mute">{t('unknown.text')}</p>
      <ul className={classes['codes']}>
        {draft.unknown.map(({ code, quantity }) => (
          <li key={code}>
            <span className="mono clip grow" title={code}>
              {code}
            </span>
            <b>{format.quantity(quantity)}</b>
            <KeyButton
              size="small"
              icon="link"
              label={t('unknown.link')}
              onPress={() => onDialog({ kind: 'link', code })}
            />
            <IconButton icon="cross" label={t('unknown.dismiss')} onPress={() => void dismiss.run({ code })} />
          </li>
        ))}
      </ul>
      {dismiss.error !== null && <ErrorPanel error={dismiss.error} />}
    </PanelSection>
  )
}
