import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionRow } from '../../../shared/contract/connections.ts'
import { useCommand } from '../../data/query.ts'
import { ConnectionFields, ConnectionVerdict, type TestResult } from '../../ui/connection-fields.tsx'
import { connectionProblems, newConnection, type ConnectionText } from '../../ui/connection-form.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import classes from './settings.module.css'

interface ConnectionDialogProps {
  readonly open: boolean
  /** Null: a new one. */
  readonly connection: ConnectionRow | null
  readonly onClose: () => void
}

export function ConnectionDialog({ open, connection, onClose }: ConnectionDialogProps) {
  const { t } = useTranslation('settings')
  return (
    <Dialog open={open} onClose={onClose} title={t(connection === null ? 'connections.add' : 'connections.editTitle')}>
      {open && <ConnectionForm connection={connection} onClose={onClose} />}
    </Dialog>
  )
}

function ConnectionForm({ connection, onClose }: Omit<ConnectionDialogProps, 'open'>) {
  const { t } = useTranslation(['settings', 'common'])
  const [text, setText] = useState<ConnectionText>(() =>
    connection === null
      ? { ...newConnection, name: '' }
      : { name: connection.name, baseUrl: connection.baseUrl, apiKey: '' },
  )
  const [tried, setTried] = useState(false)
  const [verdict, setVerdict] = useState<TestResult | null>(null)
  const test = useCommand('connections.test')
  const save = useCommand('connections.save')
  const problems = connectionProblems(text, connection !== null)
  const named = connection === null ? {} : { connectionID: connection.connectionID }
  const key = text.apiKey.trim() === '' ? {} : { credentials: { apiKey: text.apiKey.trim() } }
  const place = { ...named, ...key, remote: 'hako-v1', baseUrl: text.baseUrl.trim() } as const
  const error = save.error ?? test.error

  /** Both buttons act only on what is complete. */
  function isComplete(): boolean {
    setTried(true)
    return Object.keys(problems).length === 0
  }

  async function ask(): Promise<void> {
    if (!isComplete()) return
    setVerdict(null)
    const done = await test.run(place)
    if (done.ok) setVerdict(done.value)
  }

  async function keep(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault()
    if (!isComplete() || save.pending) return
    const done = await save.run({ ...place, name: text.name.trim() })
    if (!done.ok) return
    tell(t('connections.saved', { name: text.name.trim() }))
    onClose()
  }

  return (
    <form className={classes['form']} onSubmit={(event) => void keep(event)} noValidate>
      <ConnectionFields
        text={text}
        problems={tried ? problems : {}}
        {...(connection === null ? {} : { keyHint: connection.keyHint })}
        onChange={(changes) => {
          setText((now) => ({ ...now, ...changes }))
          setVerdict(null)
        }}
      />
      {verdict !== null && <ConnectionVerdict test={verdict} />}
      {error !== null && <ErrorPanel error={error} />}
      <div className={classes['acts']}>
        <KeyButton label={t('connections.test')} icon="online" busy={test.pending} onPress={() => void ask()} />
        <span className="grow" />
        <KeyButton label={t('common:cancel')} kind="plain" onPress={onClose} />
        <KeyButton
          kind="filled"
          submit
          label={t(connection === null ? 'connections.addIt' : 'connections.save')}
          busy={save.pending}
          onPress={() => void keep()}
        />
      </div>
    </form>
  )
}
