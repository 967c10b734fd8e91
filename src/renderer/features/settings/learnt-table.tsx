import { useTranslation } from 'react-i18next'
import type { LearntFact } from '../../../shared/contract/connections.ts'
import { useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { ErrorPanel } from '../../ui/states.tsx'
import classes from './settings.module.css'

/** What ordinary answers taught about an account: sentence, how often it was seen, and what is done about it. */
export function LearntTable({ connectionID }: { readonly connectionID: string }) {
  const { t } = useTranslation('settings')
  const connection = useQueryOf('connections.get', { connectionID })
  if (connection.error !== null) return <ErrorPanel error={connection.error} />
  return (
    <details className={classes['details']}>
      <summary>{t('learnt.title')}</summary>
      <p className="sm mute">{t('learnt.text')}</p>
      <table className={classes['learnt']}>
        <thead>
          <tr>
            <th scope="col">{t('learnt.what')}</th>
            <th scope="col">{t('learnt.seen')}</th>
            <th scope="col">{t('learnt.does')}</th>
          </tr>
        </thead>
        <tbody>
          {connection.data?.learnt.map((fact) => (
            <LearntRow key={fact.name} fact={fact} />
          ))}
        </tbody>
      </table>
    </details>
  )
}

function LearntRow({ fact }: { readonly fact: LearntFact }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const { name, verdict, yes, no, value } = fact
  const shown =
    typeof value === 'number' ? format.count(value) : value === null ? '' : t(`learnt.shape.${shapeOf(value)}`)
  const seen = { yes: format.count(yes), no: format.count(no), value: shown }
  return (
    <tr>
      <th scope="row">{t(`learnt.${name}.is`)}</th>
      <td>{t(`learnt.${name}.${verdict}`, seen)}</td>
      <td className="mute">{t(`learnt.${name}.does.${verdict}`, seen)}</td>
    </tr>
  )
}

const shapeOf = (value: string): 'nested' | 'flat' | 'text' => (value === 'nested' || value === 'flat' ? value : 'text')
