import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../../shared/contract/contract.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import classes from './held.module.css'

/** Rows of the list that are shown at once; the rest is counted. */
const shownRows = 200

/** Many records are missing at the remote at once: what, since when, why perhaps, and two answers. */
export function HeldCard() {
  const missing = useQueryOf('sync.missing', { limit: shownRows }).data
  if (missing === undefined || missing.holdID === null) return null
  return <Asked key={missing.holdID} missing={missing} holdID={missing.holdID} />
}

type Missing = Output<'sync.missing'>

function Asked({ missing, holdID }: { readonly missing: Missing; readonly holdID: string }) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  const { kinds, total, consented } = missing
  const [sure, setSure] = useState(false)
  const remove = useCommand('sync.removeMissing')
  const keep = useCommand('sync.keepMissing')
  const since = Math.min(...kinds.map((kind) => kind.since))
  const dirty = kinds.reduce((sum, kind) => sum + kind.dirty, 0)
  const error = remove.error ?? keep.error
  const heading = t('held.title', { count: total, number: format.count(total) })

  async function takeAway(): Promise<void> {
    if (!sure) return setSure(true)
    const done = await remove.run({ holdID })
    if (!done.ok) return
    const { removed, carriedOut } = done.value
    tell(carriedOut ? t('held.removed', { count: removed, number: format.count(removed) }) : t('held.removedLater'))
  }

  async function lookAgain(): Promise<void> {
    setSure(false)
    const done = await keep.run({})
    if (!done.ok) return
    const { held } = done.value
    tell(held === 0 ? t('held.back') : t('held.still', { count: held, number: format.count(held) }))
  }

  return (
    <section className={classes['card']} aria-label={heading}>
      <h2>{heading}</h2>
      <p>{t('held.text', { time: `${format.date(since)} ${format.time(since)}` })}</p>
      <ul className={classes['kinds']}>
        {kinds.map(({ kind, rows, known, cause }) => (
          <li key={kind}>
            {t(`held.kind.${kind}`, { number: format.count(rows), of: format.count(known) })} {t(`held.cause.${cause}`)}
          </li>
        ))}
      </ul>
      {dirty > 0 && <p>{t('held.dirty', { count: dirty, number: format.count(dirty) })}</p>}
      <MissingList missing={missing} />
      {consented && <p role="status">{t('held.consented')}</p>}
      {error !== null && <ErrorPanel error={error} />}
      {sure && <p role="alert">{t('held.sure')}</p>}
      <div className="row">
        <KeyButton
          kind="filled"
          label={t('held.keep')}
          icon="sync"
          busy={keep.pending}
          onPress={() => void lookAgain()}
        />
        <KeyButton
          tone="bad"
          label={t(sure ? 'held.removeSure' : 'held.remove', { number: format.count(total) })}
          icon="trash"
          disabled={consented}
          busy={remove.pending}
          onPress={() => void takeAway()}
        />
      </div>
    </section>
  )
}

function MissingList({ missing: { rows, total } }: { readonly missing: Missing }) {
  const { t } = useTranslation('sync')
  const format = useFormat()
  return (
    <details>
      <summary>{t('held.list')}</summary>
      <ul className={classes['list']} tabIndex={0} aria-label={t('held.list')}>
        {rows.map(({ kind, key, name, open }) => (
          <li key={`${kind} ${key}`}>
            <span className="mono">{key}</span> {name}
            {open > 0 && <span className="c-plum"> {t('held.open', { count: open, number: format.count(open) })}</span>}
          </li>
        ))}
        {total > rows.length && (
          <li className="mute">{t('held.more', { number: format.count(total - rows.length) })}</li>
        )}
      </ul>
    </details>
  )
}
