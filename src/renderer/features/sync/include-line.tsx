import { useTranslation } from 'react-i18next'
import type { QueueRow } from '../../../shared/contract/queue.ts'
import { useChangeWords } from './change-words.ts'
import classes from './question.module.css'

/** Which lines of a list one answer is about: all but those that were left out. */
export interface Choice {
  readonly leftOut: ReadonlySet<number>
  onToggle(this: void, changeID: number): void
}

/** A line by its name, to be left out or taken in. */
export function IncludeLine({ row, choice }: { readonly row: QueueRow; readonly choice: Choice }) {
  const { t } = useTranslation('sync')
  const words = useChangeWords()
  return (
    <label className={classes['include']} onClick={(event) => event.stopPropagation()}>
      <input
        type="checkbox"
        aria-label={t('alike.choose', { what: words.title(row) })}
        checked={!choice.leftOut.has(row.changeID)}
        onChange={() => choice.onToggle(row.changeID)}
      />
      <span className="clip">{words.what(row)}</span>
    </label>
  )
}
