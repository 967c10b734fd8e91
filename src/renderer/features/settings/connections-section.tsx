import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TestVerdict } from '../../../shared/contract/connection-test.ts'
import type { ConnectionRow, RemoteKind } from '../../../shared/contract/connections.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useRemoteTexts } from '../../i18n/remote-texts.ts'
import { classNames } from '../../ui/class-names.ts'
import { ConnectionVerdict } from '../../ui/connection-verdict.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { Card } from '../../ui/page.tsx'
import { RemoteSign } from '../../ui/remote-sign.tsx'
import { EmptyState, ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useSwitch } from '../connections/index.ts'
import { CatalogueLine } from './catalogue-line.tsx'
import { ConnectionDialog } from './connection-dialog.tsx'
import { ConnectionAbilities, ConnectionFigures } from './connection-facts.tsx'
import { ConnectionOptions } from './connection-options.tsx'
import { LearntTable } from './learnt-table.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import classes from './settings.module.css'

/** The accounts this PC knows. One is in use; each has its own copy and its own queue. */
export function ConnectionsSection() {
  const { t } = useTranslation('settings')
  const connections = useQueryOf('connections.list', {})
  const kinds = useQueryOf('connections.remotes', {}).data?.rows ?? []
  const roles = useQueryOf('people.rights', {}).data?.roles
  const mayChange = roles?.includes('administer') ?? true
  if (connections.error !== null) return <ErrorPanel error={connections.error} />
  if (connections.data === undefined) return <LoadingRows />
  const { rows } = connections.data
  if (rows.length === 0) return <EmptyState icon="link" title={t('connections.none')} />
  return (
    <div className={classes['connections']}>
      {!mayChange && <p className="mute">{t('connections.notAllowed')}</p>}
      {rows.map((row) => (
        <ConnectionCard
          key={row.connectionID}
          connection={row}
          kind={kinds.find(({ remote }) => remote === row.remote)}
          mayChange={mayChange}
        />
      ))}
    </div>
  )
}

interface ConnectionCardProps {
  readonly connection: ConnectionRow
  readonly kind: RemoteKind | undefined
  readonly mayChange: boolean
}

function ConnectionCard({ connection, kind, mayChange }: ConnectionCardProps) {
  const { t } = useTranslation(['settings', 'common'])
  const { connectionID, name, remote, baseUrl, inUse, practice, keyHint } = connection
  const title = kind?.title ?? remote
  const [dialog, setDialog] = useState<'edit' | 'remove' | null>(null)
  const [verdict, setVerdict] = useState<TestVerdict | null>(null)
  const test = useCommand('connections.test')
  const { sign } = useRemoteTexts(remote)
  const { switchTo } = useSwitch()

  async function ask(): Promise<void> {
    setVerdict(null)
    const done = await test.run({ connectionID })
    if (done.ok) setVerdict(done.value)
  }

  return (
    <Card className={classNames(classes['connection'], inUse && classes['inUse'])}>
      <div className={classes['connectionHead']}>
        <RemoteSign sign={sign} accent={inUse} />
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
            {title} · <span className="mono">{baseUrl}</span>
            {keyHint !== null && ` · ${t('connections.keyHint', { hint: keyHint })}`}
          </span>
        </div>
        {!inUse && (
          <KeyButton label={t('connections.use')} disabled={!mayChange} onPress={() => switchTo(connectionID)} />
        )}
      </div>
      <ConnectionFigures connection={connection} />
      {verdict !== null && <ConnectionVerdict test={verdict} title={title} />}
      {test.error !== null && <ErrorPanel error={test.error} />}
      <div className={classes['acts']}>
        <KeyButton
          size="small"
          icon="online"
          label={t('connections.test')}
          busy={test.pending}
          onPress={() => void ask()}
        />
        {!practice && (
          <KeyButton
            size="small"
            icon="pencil"
            label={t('connections.edit')}
            disabled={!mayChange}
            onPress={() => setDialog('edit')}
          />
        )}
        <span className="grow" />
        <KeyButton
          size="small"
          icon="trash"
          kind="plain"
          tone="bad"
          label={t('connections.remove')}
          disabled={!mayChange}
          onPress={() => setDialog('remove')}
        />
      </div>
      <CatalogueLine connection={connection} />
      <ConnectionAbilities connection={connection} kind={kind} />
      <ConnectionOptions connection={connection} />
      <LearntTable connectionID={connectionID} />
      <ConnectionDialog open={dialog === 'edit'} connection={connection} onClose={() => setDialog(null)} />
      <RemoveDialog open={dialog === 'remove'} connection={connection} onClose={() => setDialog(null)} />
    </Card>
  )
}
