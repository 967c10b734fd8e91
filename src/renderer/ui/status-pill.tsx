import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import type { IconName } from './icon-paths.ts'
import { Icon } from './icon.tsx'
import classes from './status-pill.module.css'
import type { Tone } from './tone.ts'

export interface StatusPillProps {
  readonly icon: IconName
  readonly tone?: Tone
  readonly label?: string
  readonly onPress?: (() => void) | undefined
  readonly children: ReactNode
}

/** 28 high, in the top bar. With `onPress` it is a button whose name is `label`. */
export function StatusPill({ icon, tone = 'plain', label, onPress, children }: StatusPillProps) {
  const className = classNames(classes['pill'], classes[tone])
  if (onPress === undefined) {
    return (
      <span className={className}>
        <Icon name={icon} size={18} />
        {children}
      </span>
    )
  }
  return (
    <button type="button" className={className} aria-label={label} onClick={onPress}>
      <Icon name={icon} size={18} />
      {children}
    </button>
  )
}
