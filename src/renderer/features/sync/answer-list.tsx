import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { answers } from '../../../shared/contract/queue.ts'
import { parseQuantity } from '../../../shared/domain/quantity.ts'
import { useFormat } from '../../i18n/format.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { classNames } from '../../ui/class-names.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { Keycap } from '../../ui/keycap.tsx'
import classes from './question.module.css'

/** `suggested`: of several questions, each its own suggestion. */
export type Answer = (typeof answers)[number] | 'suggested'

export interface AnswerChoice {
  readonly answer: Answer
  readonly title: string
  /** What then holds, in numbers where they are known. */
  readonly text: string
}

interface AnswerListProps {
  readonly title: string
  readonly choices: readonly AnswerChoice[]
  readonly suggested: Answer | null
  readonly busy: boolean
  /** Something needs a person after this one. */
  readonly note: string
  onAnswer(this: void, answer: Answer, quantity?: number): void
}

/** The listed choices with their digits; the suggested one is the filled button of the screen. */
export function AnswerList({ title, choices, suggested, busy, note, onAnswer }: AnswerListProps) {
  const { t } = useTranslation('sync')
  const [counting, setCounting] = useState(false)
  const take = (answer: Answer): void => {
    if (busy) return
    if (answer === 'count') setCounting(true)
    else onAnswer(answer)
  }
  const main = choices.find(({ answer }) => answer === suggested)
  useKeys([
    ...choices.map(({ answer, title: label }, index) => {
      return { keys: String(index + 1), label, run: () => take(answer), enabled: !counting }
    }),
    {
      keys: 'Ctrl+Enter',
      label: main?.title ?? '',
      run: () => main && take(main.answer),
      enabled: main !== undefined && !counting,
    },
  ])
  if (counting)
    return <CountNow busy={busy} onCount={(pieces) => onAnswer('count', pieces)} onClose={() => setCounting(false)} />
  return (
    <div className={classes['answers']}>
      <div className="row">
        <h3>{title}</h3>
        {main !== undefined && <span className="end sm mute">{t('likely')}</span>}
      </div>
      {choices.map(({ answer, title: label, text }, index) => (
        <button
          key={answer}
          type="button"
          className={classNames(classes['answer'], answer === suggested && classes['suggested'])}
          data-filled={answer === suggested || undefined}
          aria-keyshortcuts={String(index + 1)}
          aria-disabled={busy || undefined}
          onClick={() => take(answer)}
        >
          <span className="col">
            <b>{label}</b>
            <span className={classes['outcome']}>{answer === suggested ? `${text} ${t('suggested')}` : text}</span>
          </span>
          <Keycap keys={String(index + 1)} />
        </button>
      ))}
      <p className={classes['note']}>{note}</p>
    </div>
  )
}

interface CountNowProps {
  readonly busy: boolean
  onCount(this: void, pieces: number): void
  onClose(this: void): void
}

/** A count settles it whatever happened: it becomes the figure that Hako is brought to. */
function CountNow({ busy, onCount, onClose }: CountNowProps) {
  const { t } = useTranslation(['sync', 'common'])
  const format = useFormat()
  const [pieces, setPieces] = useState('')
  const [tried, setTried] = useState(false)
  const quantity = parseQuantity(pieces)
  const valid = quantity.ok && quantity.value >= 0
  useKeys([{ keys: 'Escape', label: t('common:cancel'), run: onClose }])
  const save = (): void => {
    setTried(true)
    if (valid && !busy) onCount(quantity.value)
  }
  return (
    <form
      className={classes['answers']}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <h3>{t('countNow.title')}</h3>
      <TextInput
        autoFocus
        label={t('countNow.pieces')}
        description={t('countNow.text')}
        inputMode="decimal"
        value={pieces}
        onChange={(event) => setPieces(event.currentTarget.value)}
        error={tried && !valid ? t('countNow.problem') : undefined}
      />
      <div className={classes['countButtons']}>
        <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
        <KeyButton
          kind="filled"
          label={valid ? t('countNow.save', { number: format.quantity(quantity.value) }) : t('countNow.title')}
          busy={busy}
          onPress={save}
        />
      </div>
    </form>
  )
}
