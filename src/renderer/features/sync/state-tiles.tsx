import { useTranslation } from 'react-i18next'
import type { AppStatus } from '../../../shared/contract/app.ts'
import type { ChangeState } from '../../../shared/domain/change.ts'
import { useFormat } from '../../i18n/format.ts'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { stateLooks } from '../../ui/tag.tsx'
import { useSyncState } from './sync-store.ts'
import classes from './tiles.module.css'

/** Left what runs by itself, in its order; right what was interrupted. Each lists its changes. */
const flowing = ['ready', 'inflight', 'applied'] as const
const stopped = ['unknown', 'quarantined', 'conflict', 'rejected'] as const
type TileState = (typeof flowing)[number] | (typeof stopped)[number]

export function StateTiles({ queue }: { readonly queue: AppStatus['queue'] | undefined }) {
  const { t } = useTranslation('sync')
  return (
    <div className={classes['tiles']} role="group" aria-label={t('tiles')}>
      <div className={classNames(classes['group'], classes['flow'])}>
        {flowing.map((state) => (
          <Tile key={state} state={state} count={queue?.[state] ?? 0} />
        ))}
      </div>
      <div className={classes['group']}>
        {stopped.map((state) => (
          <Tile key={state} state={state} count={queue?.[state] ?? 0} />
        ))}
      </div>
    </div>
  )
}

function Tile({ state, count }: { readonly state: TileState; readonly count: number }) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const { view, show } = useSyncState()
  const { icon, tone } = stateLooks[state satisfies ChangeState]
  const on = view === state
  const zero = count === 0
  return (
    <button
      type="button"
      className={classes['tile']}
      data-tone={tone}
      aria-pressed={on}
      onClick={() => show(on ? 'auto' : state)}
    >
      <Icon name={icon} size={24} className={zero ? 'faint' : `c-${tone}`} />
      <span className={classes['words']}>
        <span className={classNames(classes['figure'], zero && 'faint')}>{format.count(count)}</span>
        <span className={classes['label']}>{t(`tile.${state}`, { count })}</span>
      </span>
    </button>
  )
}
