import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewRow } from '../../../shared/contract/review-rows.ts'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useCommand } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { SidePanel } from '../../ui/page.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { StateTag } from '../../ui/tag.tsx'
import { ApproveLine } from './approve.tsx'
import { canDecide, needsReason, preselected, type Decision } from './choices.ts'
import { ChoiceCards } from './choice-cards.tsx'
import classes from './line-panel.module.css'
import { Counts, NextStep } from './next-step.tsx'
import { Reason } from './reason.tsx'
import { Recount } from './recount.tsx'
import { Why } from './why.tsx'

export interface LinePanelProps {
  readonly row: ReviewRow
  readonly stocktake: StocktakeRow
  /** Its place among the lines of the tab, from 1; null: it is not among those here. */
  readonly place: number | null
  readonly total: number
  /** True where deciding this line is the next thing to do: then the panel has the filled button. */
  readonly filled: boolean
  /** Given where the panel is a drawer over the page. */
  readonly onClose: (() => void) | undefined
  onStep(this: void, step: 1 | -1): void
  /** After a decision: on to the next line that wants one. */
  onDecided(this: void, sku: string): void
}

/** One line: why it differs, and the four things that can be done about it. Mount it anew for another line. */
export function LinePanel({ row, stocktake, place, total, filled, onClose, onStep, onDecided }: LinePanelProps) {
  const { t } = useTranslation(['review', 'common'])
  const format = useFormat()
  const [touched, setChoice] = useState<Decision | null>(null)
  const [reason, setReason] = useState(row.reason ?? '')
  const decide = useCommand('stocktakes.decide')
  const choice = touched ?? preselected(row)
  const decidable = canDecide(row) && stocktake.state !== 'cancelled'
  const approves = row.status === 'approve' && touched === null && reason === (row.reason ?? '')
  const needed = needsReason(row, choice, stocktake.rules)

  async function save(): Promise<void> {
    const text = reason.trim()
    const { stocktakeID } = stocktake
    const done = await decide.run({
      stocktakeID,
      sku: row.sku,
      decision: choice,
      ...(text === '' ? {} : { reason: text }),
    })
    if (done.ok) onDecided(row.sku)
  }

  const numbers = { difference: format.signed(row.variance), counted: format.quantity(row.counted) }
  return (
    <SidePanel
      width={416}
      onClose={onClose}
      title={row.name ?? row.sku}
      over={
        <span className="row xs">
          <span className="mono clip">{row.sku}</span>
          {row.price !== null && <span>· {t('each', { price: format.money(row.price) })}</span>}
        </span>
      }
      beside={
        <span className={classes['steps']}>
          <IconButton
            icon="chevronUp"
            label={t('common:previous')}
            keys="ArrowUp"
            disabled={place === null || place <= 1}
            onPress={() => onStep(-1)}
          />
          <IconButton
            icon="chevronDown"
            label={t('common:next')}
            keys="ArrowDown"
            disabled={place === null || place >= total}
            onPress={() => onStep(1)}
          />
          {place !== null && (
            <span className="xs mute">{t('placeOf', { place: format.count(place), total: format.count(total) })}</span>
          )}
        </span>
      }
      footer={
        decidable && (
          <>
            {decide.error !== null && <ErrorPanel error={decide.error} title={t('decide.failed')} />}
            {choice === 'recount' && stocktake.state === 'open' ? (
              <Recount row={row} stocktakeID={stocktake.stocktakeID} onCounted={() => onDecided(row.sku)} />
            ) : (
              <Reason reason={reason} needed={needed} onReason={setReason} />
            )}
            {approves && (
              <ApproveLine
                stocktakeID={stocktake.stocktakeID}
                row={row}
                filled={filled && !row.own}
                onApproved={onDecided}
              />
            )}
            <KeyButton
              kind={filled && !(approves && !row.own) ? 'filled' : 'outline'}
              keys={filled && !(approves && !row.own) ? 'Ctrl+Enter' : 'Alt+S'}
              size="large"
              block
              disabled={needed && reason.trim() === ''}
              busy={decide.pending}
              label={t(`save.${choice}`, { number: choice === 'counted' ? numbers.counted : numbers.difference })}
              onPress={() => void save()}
            />
          </>
        )
      }
    >
      <NextStep row={row} />
      <Why row={row} warehouseID={stocktake.warehouseID} />
      <Counts row={row} />
      {decidable ? <ChoiceCards row={row} choice={choice} onChoose={setChoice} /> : <Fate row={row} />}
    </SidePanel>
  )
}

/** For lines that nobody can decide here: what became of them, and where to look on. */
function Fate({ row }: { readonly row: ReviewRow }) {
  const { t } = useTranslation(['review', 'common'])
  const { changeID, changeState, status } = row
  const kind = status === 'posted' || status === 'gone' || status === 'doubt' ? status : null
  return (
    <section className={classes['fate']}>
      {changeState !== null && status === 'posted' && <StateTag state={changeState} />}
      {kind !== null && <p>{t(`fate.${kind}`)}</p>}
      {row.reason !== null && <p className="sm mute">{t('reason.was', { reason: row.reason })}</p>}
      {(changeID !== null || status === 'doubt') && (
        <KeyButton
          label={t('fate.sync')}
          icon="sync"
          onPress={() => go('sync', changeID === null ? null : String(changeID))}
        />
      )}
    </section>
  )
}
