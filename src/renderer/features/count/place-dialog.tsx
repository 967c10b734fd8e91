import { TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { longestPlace } from '../../../shared/domain/reserved-codes.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import classes from './counting.module.css'
import places from './place.module.css'

export interface PlaceDialogProps {
  readonly stocktakeID: string
  readonly open: boolean
  onPlace(this: void, place: string): void
  readonly onClose: () => void
}

/** A place by hand, or one where was counted before. A place label does the same from anywhere. */
export function PlaceDialog({ open, onClose, ...props }: PlaceDialogProps) {
  const { t } = useTranslation('count')
  return (
    <Dialog open={open} onClose={onClose} size="small" title={t('place.title')}>
      {open && <PlaceForm {...props} onClose={onClose} />}
    </Dialog>
  )
}

function PlaceForm({ stocktakeID, onPlace, onClose }: Omit<PlaceDialogProps, 'open'>) {
  const { t } = useTranslation(['count', 'common'])
  const format = useFormat()
  const [text, setText] = useState('')
  const known = useQueryOf('stocktakes.places', { stocktakeID }).data?.rows ?? []
  const place = text.trim()

  function save(event?: SyntheticEvent): void {
    event?.preventDefault()
    if (place !== '') onPlace(place)
  }

  return (
    <form className={classes['form']} onSubmit={save}>
      <TextInput
        label={t('place.field')}
        description={t('place.hint')}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        maxLength={longestPlace}
        autoComplete="off"
        data-autofocus
      />
      {known.length > 0 && (
        <div>
          <p className="sm mute">{t('place.known')}</p>
          <ul className={places['known']}>
            {known.slice(0, 12).map((row) => (
              <li key={row.place}>
                <button type="button" className={places['choice']} onClick={() => onPlace(row.place)}>
                  <b>{row.place}</b> <span className="xs mute">{format.count(row.scans)}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={classes['formFoot']}>
        <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
        <KeyButton kind="filled" submit label={t('place.save')} disabled={place === ''} onPress={() => save()} />
      </div>
    </form>
  )
}
