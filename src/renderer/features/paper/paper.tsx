import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import classes from './paper.module.css'

/** What goes on paper; on the screen it is not there. */
export function Paper({ children }: { readonly children: ReactNode }) {
  return createPortal(
    <div className={classes['paper']} data-print aria-hidden="true" inert>
      {children}
    </div>,
    document.body,
  )
}
