import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProposalRow } from '../../../shared/contract/reviewing.ts'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import classes from './review.module.css'

/** Goods that lie in the wrong warehouse: says how many, and opens the list in which they become transfers. */
export function WrongPlaces({ stocktake }: { readonly stocktake: StocktakeRow }) {
  const { t } = useTranslation('review')
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const { stocktakeID, state } = stocktake
  const { data } = useQueryOf('stocktakes.proposals', { stocktakeID }, { enabled: state === 'open' })
  const rows = data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <div className={classes['pending']} role="region" aria-label={t('wrong.label')}>
      <Icon name="moves" size={24} className="c-accent" />
      <p className="grow">{t('wrong.found', { count: rows.length, number: format.count(rows.length) })}</p>
      <KeyButton size="small" keys="Alt+W" label={t('wrong.look')} onPress={() => setOpen(true)} />
      <ProposalsDialog stocktakeID={stocktakeID} rows={rows} open={open} onClose={() => setOpen(false)} />
    </div>
  )
}

interface ProposalsDialogProps {
  readonly stocktakeID: string
  readonly rows: readonly ProposalRow[]
  readonly open: boolean
  readonly onClose: () => void
}

function ProposalsDialog({ stocktakeID, rows, open, onClose }: ProposalsDialogProps) {
  const { t } = useTranslation(['review', 'common'])
  const format = useFormat()
  const transfer = useCommand('stocktakes.transfer')
  const sure = rows.filter(({ ready, basis }) => ready && basis === 'counted').length

  async function accept(row: ProposalRow | null): Promise<void> {
    const proposals = row === null ? {} : { proposals: [{ sku: row.sku, other: row.other }] }
    const done = await transfer.run({ stocktakeID, ...proposals })
    if (!done.ok) return
    const { length } = done.value.changeIDs
    tell(t('wrong.done', { count: length, number: format.count(length) }))
    if (row === null || rows.length === 1) onClose()
  }

  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="wide"
      title={t('wrong.title')}
      footer={
        <>
          <KeyButton label={t('common:close')} kind="plain" onPress={onClose} />
          {sure > 0 && (
            <KeyButton
              kind="filled"
              label={t('wrong.all', { count: sure, number: format.count(sure) })}
              busy={transfer.pending}
              onPress={() => void accept(null)}
            />
          )}
        </>
      }
    >
      <p>{t('wrong.text')}</p>
      <ul className={classes['proposals']}>
        {rows.map((row) => (
          <li key={`${row.sku} ${row.other}`}>
            <span className="col grow">
              <b className="clip">{row.name ?? row.sku}</b>
              <span className="sm">
                {t('wrong.move', {
                  number: format.quantity(row.quantity),
                  from: row.fromName ?? row.from,
                  to: row.toName ?? row.to,
                })}
              </span>
              <span className="xs mute">{t(row.ready ? `wrong.${row.basis}` : 'wrong.waits')}</span>
            </span>
            <KeyButton
              size="small"
              label={t('wrong.one')}
              disabled={!row.ready}
              busy={transfer.pending}
              onPress={() => void accept(row)}
            />
          </li>
        ))}
      </ul>
      {transfer.error !== null && <ErrorPanel error={transfer.error} title={t('wrong.failed')} />}
    </Dialog>
  )
}
