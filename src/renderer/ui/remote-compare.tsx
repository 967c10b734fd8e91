import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { capabilityNames, type RemoteKind } from '../../shared/contract/connections.ts'
import { canDo, isOfConcern } from './abilities.ts'
import { Icon } from './icon.tsx'
import classes from './remote-compare.module.css'

/** What every kind of remote can do, side by side: shape and word say it, colour only repeats it. */
export function RemoteCompare({ kinds }: { readonly kinds: readonly RemoteKind[] }) {
  const { t } = useTranslation('settings')
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={t('compare.title')}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <td />
            {kinds.map(({ remote, title }) => (
              <th key={remote} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {capabilityNames.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`capability.${name}.is`)}</th>
              {kinds.map(({ remote, capabilities }) => {
                const concerns = isOfConcern(capabilities, name)
                const can = canDo(capabilities, name)
                return (
                  <td key={remote} data-can={(concerns && can) || undefined}>
                    {concerns ? <Can can={can} /> : '–'}
                  </td>
                )
              })}
            </tr>
          ))}
          <tr>
            <th scope="row">{t('compare.unconfirmed')}</th>
            {kinds.map(({ remote, settings }) => (
              <td key={remote}>{settings.filter(({ confirmed }) => !confirmed).length || t('compare.none')}</td>
            ))}
          </tr>
        </tbody>
      </table>
      <p className="sm mute">{t('compare.text')}</p>
    </div>
  )
}

function Can({ can }: { readonly can: boolean }) {
  const { t } = useTranslation('settings')
  return (
    <>
      <Icon name={can ? 'check' : 'cross'} size={18} />
      <VisuallyHidden>{t(can ? 'compare.yes' : 'compare.no')}</VisuallyHidden>
    </>
  )
}
