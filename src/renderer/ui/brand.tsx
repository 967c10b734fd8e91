import classes from './brand.module.css'

/** The box and the name, and whose stock this is. */
export function Brand({ of }: { readonly of?: string | undefined }) {
  return (
    <span className={classes['brand']}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M3 7.5 12 3l9 4.5v9L12 21l-9-4.5z" fill="var(--accent)" />
        <path d="M3 7.5 12 12l9-4.5L12 3z" fill="var(--kraft)" />
        <path d="M7.5 5.25 16.5 9.75V13L14.6 12 14.6 10.7 5.6 6.2z" fill="var(--frame)" opacity=".9" />
        <path d="M12 12v9" stroke="var(--frame)" strokeWidth="1.25" />
      </svg>
      <span className="clip">Hakomori {of !== undefined && <span className={classes['of']}>· {of}</span>}</span>
    </span>
  )
}
