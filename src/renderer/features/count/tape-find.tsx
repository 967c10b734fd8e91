import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { TapeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useQueryOf } from '../../data/query.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { useSettled } from '../../ui/use-now.ts'
import { TapeLine } from './tape-line.tsx'
import classes from './tape.module.css'
import { useUndo } from './use-undo.ts'

const shown = 100

export interface TapeFindProps {
  readonly stocktakeID: string
  onClose(this: void): void
}

/** Finds events by code, name, place or person, over the whole tape; each that stands can be taken back from here. */
export function TapeFind({ stocktakeID, onClose }: TapeFindProps) {
  const { t } = useTranslation(['count', 'common'])
  const [text, setText] = useState('')
  const [failure, setFailure] = useState<AppError | null>(null)
  const search = useSettled(text.trim())
  const undo = useUndo(stocktakeID, setFailure)
  const found = useQueryOf(
    'stocktakes.tape',
    { stocktakeID, search, limit: shown },
    { enabled: search !== '', keepPrevious: true },
  )
  useKeys([{ keys: 'Escape', label: t('common:keys.close'), run: onClose }])
  const rows = search === '' ? [] : (found.data?.rows ?? [])
  return (
    <>
      <div className={classes['find']}>
        <TextInput
          className="grow"
          aria-label={t('find.label')}
          placeholder={t('find.label')}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={({ key }) => key === 'Escape' && onClose()}
          leftSection={<Icon name="search" />}
          autoComplete="off"
          autoFocus
        />
        <IconButton icon="cross" label={t('common:close')} onPress={onClose} />
      </div>
      {failure !== null && <ErrorPanel error={failure} onRetry={() => setFailure(null)} />}
      {found.error !== null && <ErrorPanel error={found.error} />}
      {rows.length === 0 ? (
        <p className={classes['empty']}>{t(search === '' ? 'find.hint' : 'find.none')}</p>
      ) : (
        <ol className={classes['rows']} aria-label={t('find.found')}>
          {rows.map((row) => (
            <TapeLine
              key={row.seq}
              row={row}
              newest={false}
              onUndo={canUndo(row) ? () => undo(row.scanID) : undefined}
            />
          ))}
        </ol>
      )}
    </>
  )
}

const canUndo = ({ kind, outcome, undone }: TapeRow): boolean =>
  !undone && outcome !== 'outOfScope' && (kind === 'scan' || kind === 'count' || kind === 'link')
