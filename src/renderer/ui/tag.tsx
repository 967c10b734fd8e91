import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChangeState } from '../../shared/domain/change.ts'
import { classNames } from './class-names.ts'
import type { IconName } from './icon-paths.ts'
import { Icon } from './icon.tsx'
import classes from './tag.module.css'
import type { Tone } from './tone.ts'

export interface TagProps {
  readonly icon?: IconName
  readonly tone?: Tone
  /** Edged instead of tinted: a plain fact, not news. */
  readonly line?: boolean
  readonly children: ReactNode
}

export function Tag({ icon, tone = 'plain', line = false, children }: TagProps) {
  return (
    <span className={classNames(classes['tag'], classes[tone], line && classes['line'])}>
      {icon !== undefined && <Icon name={icon} size={16} />}
      {children}
    </span>
  )
}

/** Look §6: the words and shapes of the ten states. The engine's own names never show. */
export const stateLooks = {
  ready: { icon: 'clock', tone: 'accent' },
  inflight: { icon: 'send', tone: 'accent' },
  applied: { icon: 'done', tone: 'ok' },
  unknown: { icon: 'checking', tone: 'accent' },
  quarantined: { icon: 'hand', tone: 'plum' },
  conflict: { icon: 'conflict', tone: 'warn' },
  rejected: { icon: 'refused', tone: 'bad' },
  blocked: { icon: 'lock', tone: 'plain' },
  superseded: { icon: 'fold', tone: 'plain' },
  discarded: { icon: 'cross', tone: 'plain' },
} as const satisfies Record<ChangeState, { icon: IconName; tone: Tone }>

export function StateTag({ state }: { readonly state: ChangeState }) {
  const { t } = useTranslation()
  return <Tag {...stateLooks[state]}>{t(`state.${state}`)}</Tag>
}
