import { useTranslation } from 'react-i18next'
import type { TriedPart } from '../../../shared/contract/connection-try.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import { Icon } from '../../ui/icon.tsx'
import classes from './mapping-editor.module.css'

/** What came of each listing: found rows as they were understood, and what was not found in them. */
export function TriedParts({ tried }: { readonly tried: Output<'connections.try'> }) {
  const { t } = useTranslation('mapping')
  return (
    <div className={classes['tried']} role="status">
      {tried.problem !== null && (
        <p className={classes['failed']}>
          <Icon name="warn" size={16} />
          {tried.problem}
        </p>
      )}
      {tried.parts.map((part) => (
        <section key={part.part} aria-label={t(`part.${part.part}`)}>
          <p className={part.ok ? classes['worked'] : classes['failed']}>
            <Icon name={part.ok ? 'done' : 'warn'} size={16} />
            <b>{t(`part.${part.part}`)}</b>
            <span>{part.problem ?? t('found', { count: part.found })}</span>
          </p>
          {part.missing.length > 0 && (
            <p className={classes['missing']}>{t('missing', { fields: part.missing.join(', ') })}</p>
          )}
          {part.rows.length > 0 && <Rows part={part} />}
        </section>
      ))}
    </div>
  )
}

function Rows({ part: { rows, part } }: { readonly part: TriedPart }) {
  const { t } = useTranslation('mapping')
  const [first = []] = rows
  return (
    <div className={classes['rows']} tabIndex={0} role="group" aria-label={t('rowsOf', { part: t(`part.${part}`) })}>
      <table>
        <thead>
          <tr>
            {first.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>
              {row.map(({ name, value }) => (
                <td key={name}>{value === '' ? <span className="mute">–</span> : value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
