import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import type { IconName } from './icon-paths.ts'
import { Icon } from './icon.tsx'
import classes from './stat-tile.module.css'
import type { Tone } from './tone.ts'

export interface StatTileProps {
  /** A finished text (useFormat), so that every figure reads alike. */
  readonly figure: ReactNode
  readonly label: ReactNode
  readonly note?: ReactNode
  readonly icon?: IconName
  readonly tone?: Tone
  /** A zero is quiet: no colour, ink-3. */
  readonly zero?: boolean
  /** Selected: the tile filters what is below it. */
  readonly selected?: boolean
  readonly onPress?: (() => void) | undefined
}

/** A figure with its word; several stand in one `<StatTiles>`. */
export function StatTile({
  figure,
  label,
  note,
  icon,
  tone = 'plain',
  zero = false,
  selected = false,
  onPress,
}: StatTileProps) {
  const content = (
    <>
      {icon !== undefined && <Icon name={icon} size={24} className={classes[zero ? 'zero' : tone]} />}
      <span className={classes['words']}>
        <span className={classNames(classes['figure'], zero && classes['zero'])}>{figure}</span>
        <span className={classes['label']}>{label}</span>
        {note !== undefined && <span className={classes['note']}>{note}</span>}
      </span>
    </>
  )
  if (onPress === undefined) return <div className={classes['tile']}>{content}</div>
  return (
    <button type="button" className={classes['tile']} data-tone={tone} aria-pressed={selected} onClick={onPress}>
      {content}
    </button>
  )
}

export function StatTiles({ children }: { readonly children: ReactNode }) {
  return <div className={classes['tiles']}>{children}</div>
}
