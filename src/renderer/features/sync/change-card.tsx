import { useTranslation } from 'react-i18next'
import type { QueueRow } from '../../../shared/contract/queue.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { formatRoute } from '../../navigation/route.ts'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { StateTag } from '../../ui/tag.tsx'
import { tell } from '../../ui/tell.tsx'
import { useNow } from '../../ui/use-now.ts'
import { fieldName, fieldText, useChangeWords } from './change-words.ts'
import { ChangeStory } from './change-story.tsx'
import { QuestionFacts } from './question-facts.tsx'
import classes from './question.module.css'

interface ChangeCardProps {
  readonly row: QueueRow
  onClose(this: void): void
}

/** One change that asks nothing: what it is, where it stands, and as long as it is here, the way back. */
export function ChangeCard({ row, onClose }: ChangeCardProps) {
  const { t } = useTranslation(['sync', 'common'])
  const format = useFormat()
  const now = useNow()
  const words = useChangeWords()
  const undo = useCommand('queue.undo')
  const group = useGroup(row)
  const unsent = row.state === 'ready' || row.state === 'blocked'

  async function takeBack(target: { readonly changeID: number } | { readonly groupID: string }): Promise<void> {
    const done = await undo.run(target)
    if (!done.ok) return
    const { length } = done.value.discarded
    tell(t('undone', { count: length, number: format.count(length) }))
    onClose()
  }

  const title = words.title(row)
  return (
    <section className={classes['card']} aria-label={title}>
      <header className={classes['head']}>
        <StateTag state={row.state} />
        <h2 className={classes['heading']}>{title}</h2>
        <span className={classes['steps']}>
          {t('stateSince', { time: format.moment(row.stateAt, now) })}
          <IconButton icon="cross" label={t('common:close')} keys="Escape" onPress={onClose} />
        </span>
      </header>
      <div className={classes['plainBody']}>
        <p>{t(`stateText.${row.state}`)}</p>
        <FieldList row={row} />
        {row.supersededBy !== undefined && (
          <a href={formatRoute('sync', String(row.supersededBy))}>{t('foldedInto')}</a>
        )}
        <QuestionFacts row={row} />
        <ChangeStory row={row} />
        {undo.error !== null && <ErrorPanel error={undo.error} title={t('notUndone')} />}
      </div>
      {unsent && (
        <footer className={classes['foot']}>
          <span className="grow" />
          {row.groupID !== undefined && group > 1 && (
            <KeyButton
              label={t('undoGroup', { count: group, number: format.count(group) })}
              size="small"
              icon="undo"
              onPress={() => void takeBack({ groupID: row.groupID ?? '' })}
            />
          )}
          <KeyButton
            label={t('undoOne')}
            size="small"
            icon="undo"
            busy={undo.pending}
            onPress={() => void takeBack({ changeID: row.changeID })}
          />
        </footer>
      )}
    </section>
  )
}

/** How many changes were made by the same gesture. */
function useGroup({ groupID }: QueueRow): number {
  const group = useQueryOf('queue.list', { groupID: groupID ?? '', limit: 1 }, { enabled: groupID !== undefined })
  return group.data?.total ?? 0
}

function FieldList({ row }: { readonly row: QueueRow }) {
  const { t } = useTranslation(['sync', 'common'])
  const format = useFormat()
  const fields = Object.entries(row.fields ?? {})
  if (fields.length === 0) return null
  return (
    <dl className={classes['fieldList']}>
      {fields.map(([field, value]) => (
        <div key={field}>
          <dt>{t(`field.${fieldName(field)}`)}</dt>
          <dd>{fieldText(field, value, format, t('common:none'))}</dd>
        </div>
      ))}
    </dl>
  )
}
