import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useQueryOf } from '../../data/query.ts'
import classes from './paper.module.css'

/** What goes on paper; on the screen it is not there. */
export function Paper({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('practice')
  const practice = useQueryOf('app.status', {}).data?.connection?.practice === true
  return createPortal(
    <div className={classes['paper']} data-print aria-hidden="true" inert>
      {practice && (
        <p>
          <b>{t('banner')}</b>
        </p>
      )}
      {children}
    </div>,
    document.body,
  )
}
