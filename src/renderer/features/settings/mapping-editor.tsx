import { Checkbox } from '@mantine/core'
import { useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Input, Output } from '../../../shared/contract/contract.ts'
import { partsOf, withConfirmed } from '../../../shared/domain/mapping/confirm.ts'
import { typesIn, type MappingFault } from '../../../shared/domain/mapping/faults.ts'
import { readMapping } from '../../../shared/domain/mapping/read-mapping.ts'
import { useCommand } from '../../data/query.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import classes from './mapping-editor.module.css'
import { TriedParts } from './mapping-tried.tsx'
import { NumberedText } from './numbered-text.tsx'

export interface MappingEditorProps {
  readonly label: string
  readonly help: string
  /** The name of the setting that holds the document. */
  readonly name: string
  readonly value: string
  /** What to go back to. */
  readonly standard: string
  /** The connection as it stands in the form; the document is put into its settings. */
  readonly subject: Input<'connections.try'>
  onChange(this: void, value: string): void
}

/**
 * What a remote's documents leave out, as one JSON document: written, checked while it is typed, tried against the account,
 * and confirmed part by part.
 */
export function MappingEditor({ label, help, name, value, standard, subject, onChange }: MappingEditorProps) {
  const { t } = useTranslation('mapping')
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const read = useMemo(() => readMapping(value), [value])
  const faults: readonly MappingFault[] = read.ok ? [] : read.error
  const [tried, setTried] = useState<Output<'connections.try'> | null>(null)
  const attempt = useCommand('connections.try')

  async function tryIt(): Promise<void> {
    setTried(null)
    const done = await attempt.run({ ...subject, settings: { ...subject.settings, [name]: value } })
    if (done.ok) setTried(done.value)
  }

  function change(next: string): void {
    setTried(null)
    onChange(next)
  }

  function show({ line, column }: MappingFault): void {
    const area = field.current
    if (area === null) return
    const start =
      value
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length +
      (line > 1 ? 1 : 0) +
      column -
      1
    area.focus()
    area.setSelectionRange(start, start)
  }

  return (
    <section className={classes['editor']} aria-labelledby={id}>
      <div className={classes['head']}>
        <span id={id} className={classes['label']}>
          {label}
        </span>
        <p className="xs mute">{help}</p>
      </div>
      <NumberedText
        ref={field}
        label={label}
        value={value}
        marked={faults.map(({ line }) => line)}
        describedBy={`${id}-faults`}
        onChange={change}
      />
      <Faults id={`${id}-faults`} faults={faults} onShow={show} />
      <div className={classes['acts']}>
        <KeyButton
          size="small"
          icon="online"
          label={t('tryIt')}
          disabled={!read.ok}
          busy={attempt.pending}
          onPress={() => void tryIt()}
        />
        <span className="xs mute grow">{t('tryMeans')}</span>
        <KeyButton
          size="small"
          kind="plain"
          icon="undo"
          label={t('restore')}
          disabled={value === standard}
          onPress={() => change(standard)}
        />
      </div>
      {attempt.error !== null && <ErrorPanel error={attempt.error} />}
      {tried !== null && <TriedParts tried={tried} />}
      <Parts value={value} onChange={change} />
    </section>
  )
}

interface FaultsProps {
  readonly id: string
  readonly faults: readonly MappingFault[]
  onShow(this: void, fault: MappingFault): void
}

const shownFaults = 6

function Faults({ id, faults, onShow }: FaultsProps) {
  const { t } = useTranslation('mapping')
  const wordsFor = ({ kind, detail }: MappingFault): string => {
    const types = kind === 'type' ? typesIn(detail).map((type) => t(`type.${type}`)) : []
    return t(`fault.${kind}`, { detail: types.length === 0 ? detail : types.join(` ${t('or')} `) })
  }
  return (
    <div id={id} role="status" className={classes['faults']}>
      {faults.length === 0 && <Tag icon="check">{t('readable')}</Tag>}
      {faults.slice(0, shownFaults).map((fault) => {
        const { line, column, about } = fault
        return (
          <button key={`${String(line)}:${String(column)}:${about}`} type="button" onClick={() => onShow(fault)}>
            <b>{t('at', { line, column })}</b>
            {about !== '' && <span className="mono">{about}</span>}
            <span>{wordsFor(fault)}</span>
          </button>
        )
      })}
      {faults.length > shownFaults && <span>{t('moreFaults', { count: faults.length - shownFaults })}</span>}
    </div>
  )
}

function Parts({ value, onChange }: { readonly value: string; onChange(this: void, value: string): void }) {
  const { t } = useTranslation('mapping')
  const parts = partsOf(value)
  if (parts.length === 0) return null
  return (
    <fieldset className={classes['parts']}>
      <legend>{t('confirmTitle')}</legend>
      <p className="xs mute">{t('confirmMeans')}</p>
      {parts.map(({ part, confirmed, writes }) => (
        <div key={part} className={classes['part']}>
          <Checkbox
            label={t(`part.${part}`)}
            checked={confirmed}
            onChange={({ currentTarget }) => onChange(withConfirmed(value, part, currentTarget.checked))}
          />
          {!confirmed && (
            <Tag icon="unknown" tone="warn">
              {t(writes ? 'unconfirmedWrites' : 'unconfirmed')}
            </Tag>
          )}
        </div>
      ))}
    </fieldset>
  )
}
