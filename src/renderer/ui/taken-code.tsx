import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { AppError } from '../../shared/contract/errors.ts'
import { KeyButton } from './key-button.tsx'
import classes from './stack.module.css'
import { ErrorPanel } from './states.tsx'

const takenDetails = z.object({
  code: z.string(),
  sku: z.string(),
  holder: z.object({ sku: z.string(), name: z.string().nullable(), via: z.string() }),
})

export interface AssignErrorProps {
  readonly error: AppError
  readonly title: string
  /** Teaches the code to the new item after all. */
  onMove(this: void): void
}

/** Why a code was not taught. One that another item has is shown with both, and can be moved. */
export function AssignError({ error, title, onMove }: AssignErrorProps) {
  const { t } = useTranslation('codes')
  const taken = error.kind === 'exists' ? takenDetails.safeParse(error.details) : undefined
  if (taken?.success !== true) return <ErrorPanel error={error} title={title} />
  const { code, sku, holder } = taken.data
  const named = holder.name === null || holder.name === '' ? holder.sku : `${holder.name} (${holder.sku})`
  const isSku = holder.via === 'sku'
  return (
    <div role="alert" className={classes['stack']}>
      <b>{t('taken.title')}</b>
      <p>{t(isSku ? 'taken.sku' : 'taken.text', { code, holder: named })}</p>
      {!isSku && (
        <>
          <p className="sm mute">{t('taken.kept', { holder: named })}</p>
          <KeyButton label={t('taken.move', { sku })} icon="link" onPress={onMove} />
        </>
      )}
    </div>
  )
}
