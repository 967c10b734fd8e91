import { classNames } from './class-names.ts'
import { iconPaths, type IconName } from './icon-paths.ts'
import classes from './icon.module.css'

export interface IconProps {
  readonly name: IconName
  readonly size?: 12 | 16 | 18 | 20 | 22 | 24 | 40
  readonly className?: string | undefined
}

/** Always decorative: the word beside it, or the `aria-label` of its button, says what it means. */
export function Icon({ name, size = 20, className }: IconProps) {
  return (
    <svg className={classNames(classes['icon'], className)} data-size={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={iconPaths[name]} />
    </svg>
  )
}
