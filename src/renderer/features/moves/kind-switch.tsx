import { useTranslation } from 'react-i18next'
import type { MoveKind } from '../../../shared/contract/moves.ts'
import { moveKinds } from '../../../shared/contract/stock.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import type { IconName } from '../../ui/icon-paths.ts'
import { Icon } from '../../ui/icon.tsx'
import { Keycap, spokenKeys } from '../../ui/keycap.tsx'
import classes from './moves.module.css'

const looks: Readonly<Record<MoveKind, { readonly icon: IconName; readonly keys: string }>> = {
  receive: { icon: 'receive', keys: 'Alt+R' },
  issue: { icon: 'issue', keys: 'Alt+I' },
  transfer: { icon: 'moves', keys: 'Alt+T' },
}

interface KindSwitchProps {
  readonly kind: MoveKind
  onChoose(this: void, kind: MoveKind): void
}

/** Each kind has its own draft, so switching loses nothing. */
export function KindSwitch({ kind, onChoose }: KindSwitchProps) {
  const { t } = useTranslation('moves')
  useKeys(moveKinds.map((each) => ({ keys: looks[each].keys, label: t(`kind.${each}`), run: () => onChoose(each) })))
  return (
    <div className={classes['kinds']} role="group" aria-label={t('kinds')}>
      {moveKinds.map((each) => (
        <button
          key={each}
          type="button"
          className={classes['kind']}
          aria-pressed={each === kind}
          aria-keyshortcuts={spokenKeys(looks[each].keys)}
          onClick={() => onChoose(each)}
        >
          <Icon name={looks[each].icon} />
          {t(`kind.${each}`)}
          <Keycap keys={looks[each].keys} className={classes['kindKey'] ?? ''} />
        </button>
      ))}
    </div>
  )
}
