import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionRow } from '../../../shared/contract/connections.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import classes from './settings.module.css'

interface RemoveDialogProps {
  readonly open: boolean
  readonly connection: ConnectionRow
  readonly onClose: () => void
}

/** Changes that are not settled would be lost with it, so that must be said and ticked. */
export function RemoveDialog({ open, connection, onClose }: RemoveDialogProps) {
  const { t } = useTranslation('settings')
  return (
    <Dialog open={open} onClose={onClose} size="small" title={t('remove.title', { name: connection.name })}>
      {open && <Confirm connection={connection} onClose={onClose} />}
    </Dialog>
  )
}

function Confirm({ connection, onClose }: Omit<RemoveDialogProps, 'open'>) {
  const { t } = useTranslation(['settings', 'common'])
  const format = useFormat()
  const { connectionID, name, open } = connection
  const [agreed, setAgreed] = useState(false)
  const remove = useCommand('connections.remove')

  async function run(): Promise<void> {
    const done = await remove.run({ connectionID, discardOpen: open > 0 && agreed })
    if (!done.ok) return
    tell(t('remove.done', { name }))
    onClose()
  }

  return (
    <>
      <p>
        {t('remove.text')} {t('remove.key')}
      </p>
      <Lost connectionID={connectionID} />
      {open > 0 && (
        <Checkbox
          color="bad"
          checked={agreed}
          onChange={({ currentTarget }) => setAgreed(currentTarget.checked)}
          label={t('remove.discard', { count: open, number: format.count(open) })}
          description={t('remove.discardHint')}
        />
      )}
      {remove.error !== null && <ErrorPanel error={remove.error} />}
      <div className="row">
        <span className="grow" />
        <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
        <KeyButton
          kind="filled"
          tone="bad"
          label={t('remove.confirm')}
          disabled={open > 0 && !agreed}
          busy={remove.pending}
          onPress={() => void run()}
        />
      </div>
    </>
  )
}

/** What would be lost, by name: changes and deliveries that the remote never got, and counts that were not posted. */
function Lost({ connectionID }: { readonly connectionID: string }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const connection = useQueryOf('connections.get', { connectionID }).data
  if (connection === undefined || connection.open + connection.openStocktakes.length === 0) return null
  const { open, openChanges, openDeliveries, openStocktakes } = connection
  const shown = openChanges.slice(0, namedAtMost)
  const more = open - shown.length - openDeliveries.length
  return (
    <div className={classes['lost']}>
      {open > 0 && (
        <>
          <b>{t('remove.changes')}</b>
          <ul>
            {shown.map(({ changeID, key, name, kind, quantity, warehouseID }) => (
              <li key={changeID}>
                {name ?? key} <span className="mono mute">{key}</span>
                {quantity !== null &&
                  ` ${kind === 'stock-delta' ? format.signed(quantity) : format.quantity(quantity)}`}
                {warehouseID !== null && <span className="mute"> · {warehouseID}</span>}
              </li>
            ))}
            {openDeliveries.map(({ token, arrivesOn, pieces }) => (
              <li key={token}>
                {t('remove.delivery', {
                  pieces: format.quantity(pieces),
                  day: format.date(Date.parse(`${arrivesOn}T12:00`)),
                })}{' '}
                <span className="mono mute">{token}</span>
              </li>
            ))}
            {more > 0 && <li>{t('remove.more', { count: more, number: format.count(more) })}</li>}
          </ul>
        </>
      )}
      {openStocktakes.length > 0 && (
        <p>
          <b>{t('remove.counts')}</b> {openStocktakes.join(', ')}
        </p>
      )}
    </div>
  )
}

const namedAtMost = 8
