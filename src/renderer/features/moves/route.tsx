import { useTranslation } from 'react-i18next'
import type { MoveDraft } from '../../../shared/contract/moves.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { Icon } from '../../ui/icon.tsx'
import { Keycap } from '../../ui/keycap.tsx'
import classes from './moves.module.css'
import { useWarehouses } from './use-warehouses.ts'

interface RouteProps {
  readonly draft: Pick<MoveDraft, 'kind' | 'warehouseID' | 'toWarehouseID'>
  onOpen(this: void): void
}

/** From where to where. Receiving comes from outside, issuing goes there. */
export function Route({ draft, onOpen }: RouteProps) {
  const { t } = useTranslation('moves')
  const { kind, warehouseID, toWarehouseID } = draft
  useKeys([{ keys: 'F6', label: t('route.change'), run: onOpen }])
  const outside = (
    <Outside label={t(kind === 'receive' ? 'route.from' : 'route.to')} text={t(`route.outside.${kind}`)} />
  )
  return (
    <div className={classes['route']}>
      {kind === 'receive' ? outside : <Place label={t('route.fromHere')} warehouseID={warehouseID} onOpen={onOpen} />}
      <span className={classes['arrow']} aria-hidden="true">
        <Icon name="arrowRight" />
      </span>
      {kind === 'issue' ? (
        outside
      ) : (
        <Place
          label={t(kind === 'receive' ? 'route.toHere' : 'route.to')}
          warehouseID={kind === 'receive' ? warehouseID : toWarehouseID}
          onOpen={onOpen}
        />
      )}
      <Keycap keys="F6" className={classes['routeKey'] ?? ''} />
    </div>
  )
}

interface PlaceProps {
  readonly label: string
  readonly warehouseID: string | null
  onOpen(this: void): void
}

function Place({ label, warehouseID, onOpen }: PlaceProps) {
  const { t } = useTranslation('moves')
  const warehouses = useWarehouses()
  return (
    <button
      type="button"
      className={classes['place']}
      data-missing={warehouseID === null || undefined}
      onClick={onOpen}
    >
      <span className={classes['placeIcon']}>
        <Icon name="warehouse" />
      </span>
      <span className="col grow">
        <span className="xs mute">{label}</span>
        <span className={classes['placeName']}>
          {warehouseID === null ? t('route.choose') : warehouses.nameOf(warehouseID)}
        </span>
      </span>
      {warehouseID !== null && <span className={classes['placeID']}>{warehouseID}</span>}
    </button>
  )
}

function Outside({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div className={classes['place']}>
      <span className={classes['placeIcon']}>
        <Icon name="globe" />
      </span>
      <span className="col grow">
        <span className="xs mute">{label}</span>
        <span className={classes['placeName']}>{text}</span>
      </span>
    </div>
  )
}
