import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionRow, RemoteKind } from '../../../shared/contract/connections.ts'
import { useFormat } from '../../i18n/format.ts'
import { useRemoteTexts } from '../../i18n/remote-texts.ts'
import { isOfConcern } from '../../ui/abilities.ts'
import { Icon } from '../../ui/icon.tsx'
import { Unconfirmed } from '../../ui/setting-fields.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './settings.module.css'

/** What of it is on this PC: items, what is not sent, what is begun, and how old the copy is. */
export function ConnectionFigures({ connection }: { readonly connection: ConnectionRow }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const now = useNow()
  const { items, open, drafts, lastReadAt } = connection
  const facts = [
    t('connections.items', { count: items, number: format.count(items) }),
    open === 0 ? t('connections.settled') : t('connections.open', { count: open, number: format.count(open) }),
    ...(drafts === 0 ? [] : [t('connections.drafts', { count: drafts, number: format.count(drafts) })]),
    lastReadAt === null
      ? t('connections.neverRead')
      : t('connections.lastRead', { time: format.moment(lastReadAt, now) }),
  ]
  return <p>{facts.join(' · ')}</p>
}

/** What works and what doesn’t, and what its documents leave open with the value that is used. */
export function ConnectionAbilities({
  connection,
  kind,
}: {
  readonly connection: ConnectionRow
  readonly kind: RemoteKind | undefined
}) {
  const { t } = useTranslation('settings')
  return (
    <details className={classes['details']}>
      <summary>{t('connections.details')}</summary>
      <div className={classes['abilities']}>
        <Abilities connection={connection} supported />
        <Abilities connection={connection} supported={false} />
      </div>
      {kind !== undefined && kind.settings.length > 0 && <ChosenSettings connection={connection} kind={kind} />}
    </details>
  )
}

/** One half of the table: what works, or what doesn’t and what happens instead. */
function Abilities({ connection, supported }: { readonly connection: ConnectionRow; readonly supported: boolean }) {
  const { t } = useTranslation('settings')
  const id = useId()
  const verdict = supported ? 'yes' : 'no'
  const { capabilities } = connection
  const rows = capabilities.filter((each) => each.supported === supported && isOfConcern(capabilities, each.name))
  if (rows.length === 0) return null
  return (
    <div>
      <h3 id={id}>{t(supported ? 'connections.works' : 'connections.worksNot')}</h3>
      <ul aria-labelledby={id}>
        {rows.map(({ name }) => (
          <li key={name}>
            <Icon name={supported ? 'check' : 'cross'} size={16} className={supported ? 'c-ok' : undefined} />
            {t(`capability.${name}.${verdict}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function ChosenSettings({ connection, kind }: { readonly connection: ConnectionRow; readonly kind: RemoteKind }) {
  const { t } = useTranslation(['settings', 'common'])
  const texts = useRemoteTexts(kind.remote)
  return (
    <table className={classes['learnt']}>
      <thead>
        <tr>
          <th scope="col">{t('connections.settings')}</th>
          <th scope="col">{t('connections.value')}</th>
        </tr>
      </thead>
      <tbody>
        {kind.settings.map((setting) => {
          const { label, help, choices } = texts.setting(setting.name)
          const value = connection.options.settings[setting.name] ?? setting.default
          return (
            <tr key={setting.name}>
              <th scope="row">
                {label}
                <span className={classes['help']}>{help}</span>
              </th>
              <td>
                <span className="row">
                  <span className={setting.kind === 'document' ? undefined : 'mono'}>
                    {setting.kind === 'document'
                      ? t('connections.document')
                      : (choices[value] ?? (value || t('common:none')))}
                  </span>
                  <Unconfirmed setting={setting} />
                </span>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
