import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionRow } from '../../../shared/contract/connections.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useFormat } from '../../i18n/format.ts'
import { classNames } from '../../ui/class-names.ts'
import { ConnectionVerdict, type TestResult } from '../../ui/connection-fields.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { Card } from '../../ui/page.tsx'
import { EmptyState, ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { ConnectionDialog } from './connection-dialog.tsx'
import { ConnectionOptions } from './connection-options.tsx'
import { LearntTable } from './learnt-table.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import classes from './settings.module.css'

/** The accounts this PC knows. One is in use; each has its own copy and its own queue. */
export function ConnectionsSection() {
  const { t } = useTranslation('settings')
  const connections = useQueryOf('connections.list', {})
  if (connections.error !== null) return <ErrorPanel error={connections.error} />
  if (connections.data === undefined) return <LoadingRows />
  const { rows } = connections.data
  if (rows.length === 0) return <EmptyState icon="link" title={t('connections.none')} />
  return (
    <div className={classes['connections']}>
      {rows.map((row) => (
        <ConnectionCard key={row.connectionID} connection={row} />
      ))}
    </div>
  )
}

function ConnectionCard({ connection }: { readonly connection: ConnectionRow }) {
  const { t } = useTranslation(['settings', 'common'])
  const { connectionID, name, baseUrl, inUse, practice, keyHint } = connection
  const [dialog, setDialog] = useState<'edit' | 'remove' | null>(null)
  const [verdict, setVerdict] = useState<TestResult | null>(null)
  const test = useCommand('connections.test')
  const use = useCommand('connections.use')
  const error = test.error ?? use.error

  async function ask(): Promise<void> {
    setVerdict(null)
    const done = await test.run({ connectionID })
    if (done.ok) setVerdict(done.value)
  }

  return (
    <Card className={classNames(classes['connection'], inUse && classes['inUse'])}>
      <div className={classes['connectionHead']}>
        <span className={classes['logo']}>Ha</span>
        <div className="col grow">
          <span className="row">
            <h2 className="clip">{name}</h2>
            {inUse && (
              <Tag icon="check" tone="accent">
                {t('connections.inUse')}
              </Tag>
            )}
            {practice && <Tag icon="play">{t('common:bar.practice')}</Tag>}
          </span>
          <span className="sm mute clip">
            <span className="mono">{baseUrl}</span>
            {keyHint !== null && ` · ${t('connections.keyHint', { hint: keyHint })}`}
          </span>
        </div>
        {!inUse && (
          <KeyButton label={t('connections.use')} busy={use.pending} onPress={() => void use.run({ connectionID })} />
        )}
      </div>
      <Holdings connection={connection} />
      {verdict !== null && <ConnectionVerdict test={verdict} />}
      {error !== null && <ErrorPanel error={error} />}
      <div className={classes['acts']}>
        <KeyButton
          size="small"
          icon="online"
          label={t('connections.test')}
          busy={test.pending}
          onPress={() => void ask()}
        />
        {!practice && (
          <KeyButton size="small" icon="pencil" label={t('connections.edit')} onPress={() => setDialog('edit')} />
        )}
        <span className="grow" />
        <KeyButton
          size="small"
          icon="trash"
          kind="plain"
          tone="bad"
          label={t('connections.remove')}
          onPress={() => setDialog('remove')}
        />
      </div>
      <ConnectionOptions connection={connection} />
      <LearntTable connectionID={connectionID} />
      <ConnectionDialog open={dialog === 'edit'} connection={connection} onClose={() => setDialog(null)} />
      <RemoveDialog open={dialog === 'remove'} connection={connection} onClose={() => setDialog(null)} />
    </Card>
  )
}

/** What is here of it, and what it can do, in plain words. */
function Holdings({ connection }: { readonly connection: ConnectionRow }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const { items, open, capabilities } = connection
  return (
    <div className={classes['holdings']}>
      <p>
        {t('connections.items', { count: items, number: format.count(items) })} ·{' '}
        {open === 0 ? t('connections.settled') : t('connections.open', { count: open, number: format.count(open) })}
      </p>
      <ul className={classes['capabilities']} aria-label={t('connections.capabilities')}>
        {capabilities.map(({ name, supported }) => (
          <li key={name} className={supported ? undefined : classes['missing']}>
            <Icon name={supported ? 'check' : 'cross'} size={16} className={supported ? 'c-ok' : undefined} />
            {t(`capability.${name}.${supported ? 'yes' : 'no'}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}
