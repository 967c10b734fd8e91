import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MoveDraft, MoveLine } from '../../../shared/contract/moves.ts'
import { add, subtract } from '../../../shared/domain/quantity.ts'
import { useCommand } from '../../data/query.ts'
import { wholeList } from '../../data/rows.ts'
import { useFormat } from '../../i18n/format.ts'
import { go } from '../../navigation/route.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { Card } from '../../ui/page.tsx'
import { ShownQuantity } from '../../ui/shown-quantity.tsx'
import { EmptyState } from '../../ui/states.tsx'
import classes from './moves.module.css'
import type { OpenDialog } from './open-dialog.ts'
import { useWarehouses } from './use-warehouses.ts'

interface LinesProps {
  readonly draft: MoveDraft
  readonly selected: string | null
  onSelect(this: void, sku: string): void
  onDialog(this: void, dialog: OpenDialog): void
}

/** What is to move, the line touched last on top, with the figures before and after. */
export function Lines({ draft, selected, onSelect, onDialog }: LinesProps) {
  const { t } = useTranslation('moves')
  const { kind, lines } = draft
  const columns = useColumns(draft)
  return (
    <Card flush className="grow">
      <DataTable
        label={t('lines.label')}
        columns={columns}
        rows={wholeList(kind, lines)}
        rowKey={(line) => line.sku}
        rowHeight={56}
        selected={selected}
        onSelect={(line) => onSelect(line.sku)}
        onOpen={(line) => onDialog({ kind: 'quantity', sku: line.sku })}
        tone={(line) => (line.problem === undefined ? undefined : 'warn')}
        empty={
          <EmptyState
            icon={kind === 'transfer' ? 'moves' : kind}
            title={t('lines.empty')}
            text={t(`lines.emptyText.${kind}`)}
          />
        }
      />
    </Card>
  )
}

function useColumns({ kind, warehouseID, toWarehouseID }: MoveDraft): readonly Column<MoveLine>[] {
  const { t } = useTranslation('moves')
  const format = useFormat()
  const { nameOf } = useWarehouses()
  const here = warehouseID === null ? t('route.noPlace') : nameOf(warehouseID)
  const there = toWarehouseID === null ? t('route.noPlace') : nameOf(toWarehouseID)
  return useMemo(
    () => [
      { id: 'item', header: t('lines.item'), width: 'minmax(0, 1fr)', cell: (line) => <Item line={line} /> },
      {
        id: 'move',
        header: t('lines.move'),
        width: '6rem',
        align: 'end',
        cell: (line) => <span className={classes['pieces']}>{format.quantity(line.quantity)}</span>,
      },
      {
        id: 'stock',
        header: (
          <span className={classes['halves']} data-two={kind === 'transfer' || undefined}>
            <span className="clip">{here}</span>
            {kind === 'transfer' && <span className="clip">{there}</span>}
          </span>
        ),
        width: kind === 'transfer' ? '19rem' : '15rem',
        align: 'end',
        cell: (line) =>
          line.problem === undefined ? <Stock kind={kind} line={line} /> : <Ways kind={kind} line={line} />,
      },
    ],
    [t, format, here, there, kind],
  )
}

function Item({ line }: { readonly line: MoveLine }) {
  const { t } = useTranslation('moves')
  const format = useFormat()
  const { sku, name, scans, pack, quantity, problem, onHand } = line
  const pieces = format.quantity(quantity)
  const how = [
    scans === 0 ? t('lines.typed') : t('lines.scans', { count: scans, number: format.count(scans) }),
    ...(pack === null || pack === 1 ? [] : [t('lines.packs', { number: format.quantity(pack) })]),
  ].join(', ')
  return (
    <span className={classes['item']}>
      <span className="clip">{name ?? sku}</span>
      {problem === undefined ? (
        <span className="xs mute clip">
          <span className="mono">{sku}</span> · {how}
        </span>
      ) : (
        <span className={classes['problem']}>
          <Icon name="warn" size={16} />
          <span className="clip">
            {problem === 'gone'
              ? t('problem.gone')
              : t('problem.notEnough', { pieces, onHand: onHand === null ? '–' : format.quantity(onHand) })}
          </span>
        </span>
      )}
    </span>
  )
}

interface StockProps {
  readonly kind: MoveDraft['kind']
  readonly line: MoveLine
}

function Stock({ kind, line }: StockProps) {
  const { onHand, onHandTo, quantity } = line
  return (
    <span className={classes['halves']} data-two={kind === 'transfer' || undefined}>
      {onHand === null ? (
        <ShownQuantity value={null} />
      ) : (
        <Change before={onHand} after={kind === 'receive' ? add(onHand, quantity) : subtract(onHand, quantity)} />
      )}
      {kind === 'transfer' &&
        (onHandTo === null ? (
          <span className="c-faint">–</span>
        ) : (
          <Change before={onHandTo} after={add(onHandTo, quantity)} />
        ))}
    </span>
  )
}

function Change({ before, after }: { readonly before: number; readonly after: number }) {
  const format = useFormat()
  return (
    <span className={classes['change']}>
      <span className="mute">{format.quantity(before)}</span>
      <Icon name="arrowRight" size={16} />
      <b className={after < 0 ? 'c-bad' : undefined}>{format.quantity(after)}</b>
    </span>
  )
}

/** The ways on for a line that cannot go: it stays until one is taken. */
function Ways({ kind, line }: StockProps) {
  const { t } = useTranslation('moves')
  const format = useFormat()
  const set = useCommand('moves.setLine')
  const { sku, onHand, problem } = line
  const rest = problem === 'notEnough' && onHand !== null && onHand > 0 ? onHand : null
  return (
    <span className={classes['ways']}>
      <KeyButton
        size="small"
        label={rest === null ? t('line.takeOff') : t('line.moveOnly', { number: format.quantity(rest) })}
        busy={set.pending}
        onPress={() => void set.run({ kind, sku, quantity: rest ?? 0 })}
      />
      {problem === 'notEnough' && (
        <KeyButton size="small" icon="box" label={t('line.open')} onPress={() => go('items', sku)} />
      )}
    </span>
  )
}
