import classes from './remote-choice.module.css'

/** Two letters in place of a logo. */
export function RemoteSign({ sign, accent = false }: { readonly sign: string; readonly accent?: boolean }) {
  return (
    <span className={classes['sign']} data-accent={accent || undefined} aria-hidden="true">
      {sign}
    </span>
  )
}
