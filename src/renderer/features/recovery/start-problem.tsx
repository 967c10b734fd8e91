import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { storageProblem, type StorageProblem } from '../../../shared/contract/data.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import { useCommand } from '../../data/query.ts'
import { EmptyState } from '../../ui/states.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import classes from './recovery.module.css'

/** Looked at again by itself this often, so that a drive that is back needs no key. Milliseconds. */
const againEvery = 10_000

/** The page in place of everything else while the data can't be opened: what, where, and what to do. */
export function StartProblem({ error }: { readonly error: AppError }) {
  const { t } = useTranslation('data')
  const reopen = useCommand('data.reopen')
  const problem = problemOf(error)
  const tryAgain = (): void => void reopen.run({})
  const tryByItself = useEffectEvent(tryAgain)
  useEffect(() => {
    const timer = setInterval(() => tryByItself(), againEvery)
    return () => clearInterval(timer)
  }, [])
  return (
    <main className={classes['page']} role="alert">
      <EmptyState
        icon={problem === 'inUse' || problem === 'busy' ? 'lock' : 'disk'}
        title={t(`problem.${problem}.title`)}
        text={
          <>
            {t(`problem.${problem}.text`)} {t('problem.safe')}
          </>
        }
      >
        <KeyButton kind="filled" label={t('problem.again')} busy={reopen.pending} onPress={tryAgain} />
      </EmptyState>
      <p className="sm mute">
        {t('problem.folder')} <span className="mono">{textOf(error, 'directory')}</span>
      </p>
      <p className="sm mute">{error.message}</p>
    </main>
  )
}

function problemOf({ details }: AppError): StorageProblem {
  const parsed = storageProblem.safeParse(details?.['problem'])
  return parsed.success ? parsed.data : 'cantOpen'
}

function textOf({ details }: AppError, name: string): string {
  const value = details?.[name]
  return typeof value === 'string' ? value : ''
}
