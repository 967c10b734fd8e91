import { Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { RemoteKind, RemoteName } from '../../shared/contract/connections.ts'
import { useRemoteTexts } from '../i18n/remote-texts.ts'
import { RemoteSign } from './remote-sign.tsx'
import classes from './remote-choice.module.css'

interface RemoteChoiceProps {
  readonly kinds: readonly RemoteKind[]
  readonly value: RemoteName
  readonly label: string
  onChange(this: void, remote: RemoteName): void
}

/** The kinds of remotes as cards, one of which is chosen; arrows move between them. */
export function RemoteChoice({ kinds, value, label, onChange }: RemoteChoiceProps) {
  const { t } = useTranslation()
  return (
    <Radio.Group
      value={value}
      label={label}
      classNames={{ label: classes['label'] ?? '' }}
      onChange={(chosen) => {
        const kind = kinds.find(({ remote }) => remote === chosen)
        if (kind !== undefined) onChange(kind.remote)
      }}
    >
      <div className={classes['cards']}>
        {kinds.map((kind) => (
          <RemoteCard key={kind.remote} kind={kind} chosen={kind.remote === value} />
        ))}
        <p className={classes['later']}>{t('connect.another')}</p>
      </div>
    </Radio.Group>
  )
}

function RemoteCard({ kind, chosen }: { readonly kind: RemoteKind; readonly chosen: boolean }) {
  const { sign, line } = useRemoteTexts(kind.remote)
  return (
    <Radio.Card value={kind.remote} className={classes['card'] ?? ''} aria-label={`${kind.title}. ${line}`}>
      <RemoteSign sign={sign} accent={chosen} />
      <span className={classes['words']}>
        <b>{kind.title}</b>
        <span className={classes['line']}>{line}</span>
      </span>
      <Radio.Indicator size="sm" />
    </Radio.Card>
  )
}
