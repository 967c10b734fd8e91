import classes from './remote-choice.module.css'

interface RemoteSignProps {
  readonly sign: string
  readonly accent?: boolean
  readonly small?: boolean
}

/** Two letters in place of a logo. */
export function RemoteSign({ sign, accent = false, small = false }: RemoteSignProps) {
  return (
    <span
      className={classes['sign']}
      data-accent={accent || undefined}
      data-small={small || undefined}
      aria-hidden="true"
    >
      {sign}
    </span>
  )
}
