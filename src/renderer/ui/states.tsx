import { Skeleton } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../shared/contract/errors.ts'
import type { IconName } from './icon-paths.ts'
import { Icon } from './icon.tsx'
import { KeyButton } from './key-button.tsx'
import classes from './states.module.css'

/** Empty, loading and error, in the place they belong to (look §7). */

export interface EmptyStateProps {
  readonly icon: IconName
  readonly title: string
  /** One sentence on what belongs here. */
  readonly text?: ReactNode
  /** One button; the others only where search found nothing. */
  readonly children?: ReactNode
}

export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <div className={classes['empty']}>
      <Icon name={icon} size={24} className={classes['emptyIcon']} />
      <h2>{title}</h2>
      {text !== undefined && <p className={classes['emptyText']}>{text}</p>}
      {children !== undefined && <div className={classes['actions']}>{children}</div>}
    </div>
  )
}

/** Nothing for 150 ms, then the list's own rows as plain bars. */
export function LoadingRows({ rows = 8 }: { readonly rows?: number }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150)
    return () => clearTimeout(timer)
  }, [])
  if (!shown) return null
  return (
    <div className={classes['loading']} role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton
          key={row}
          height="0.75rem"
          radius="xl"
          width={`${[62, 48, 55, 70, 44][row % 5] ?? 50}%`}
          animate={false}
        />
      ))}
    </div>
  )
}

export interface ErrorPanelProps {
  readonly error: AppError
  /** What was tried, as a sentence: “The item was not saved”. Left out: a general one. */
  readonly title?: string
  /** What is safe. Left out: “Nothing is lost.” */
  readonly safe?: string
  readonly onRetry?: (() => void) | undefined
  readonly children?: ReactNode
}

/** What happened, in the server's own words if it gave any; what is safe; one way on. */
export function ErrorPanel({ error, title, safe, onRetry, children }: ErrorPanelProps) {
  const { t } = useTranslation()
  return (
    <div className={classes['error']} role="alert">
      <p className={classes['errorTitle']}>
        <Icon name="refused" />
        <b>{title ?? t('error.title')}</b>
      </p>
      <p>{t(`error.${error.kind}`)}</p>
      <p className="sm mute">{error.message}</p>
      <p className="sm mute">{safe ?? t('error.safe')}</p>
      {(onRetry !== undefined || children !== undefined) && (
        <div className={classes['actions']}>
          {onRetry !== undefined && <KeyButton label={t('retry')} onPress={onRetry} size="small" />}
          {children}
        </div>
      )}
    </div>
  )
}
