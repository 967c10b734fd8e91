import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import {
  remoteNames,
  type ConnectionRow,
  type RemoteKind,
  type RemoteName,
} from '../../../shared/contract/connections.ts'
import type { TestVerdict } from '../../../shared/contract/connection-test.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useChangeSettings, useSettings } from '../../data/settings.ts'
import { useRemoteTexts } from '../../i18n/remote-texts.ts'
import { ConnectionFields } from '../../ui/connection-fields.tsx'
import {
  connectionProblems,
  isComplete,
  newConnection,
  savedConnection,
  typedCredentials,
  type ConnectionText,
} from '../../ui/connection-form.ts'
import { ConnectionVerdict } from '../../ui/connection-verdict.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { RemoteChoice } from '../../ui/remote-choice.tsx'
import { RemoteCompare } from '../../ui/remote-compare.tsx'
import type { DrawDocument } from '../../ui/setting-fields.tsx'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { tell } from '../../ui/tell.tsx'
import { MappingEditor } from './mapping-editor.tsx'
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
    <Dialog
      open={open}
      onClose={onClose}
      size="wide"
      title={t(connection === null ? 'connections.add' : 'connections.editTitle')}
    >
      {open && <ChooseKind connection={connection} onClose={onClose} />}
    </Dialog>
  )
}

/** A connection keeps its kind; for a new one it is chosen first. */
function ChooseKind({ connection, onClose }: Omit<ConnectionDialogProps, 'open'>) {
  const { t } = useTranslation('settings')
  const remotes = useQueryOf('connections.remotes', {})
  const taken = (useQueryOf('connections.list', {}).data?.rows ?? []).map(({ name }) => name)
  const { lastRemote } = useSettings()
  const { change: remember } = useChangeSettings()
  const [chosen, setChosen] = useState<RemoteName | null>(connection?.remote ?? null)
  const [comparing, setComparing] = useState(false)
  const [touched, setTouched] = useState(false)
  if (remotes.error !== null) return <ErrorPanel error={remotes.error} />
  const kinds = remotes.data?.rows ?? []
  const kind = kinds.find(({ remote }) => remote === (chosen ?? lastRemote)) ?? kinds[0]
  if (kind === undefined) return <LoadingRows />
  const initial = connection === null ? newConnection(kind, taken) : savedConnection(connection)
  return (
    <>
      {connection === null && (
        <>
          <RemoteChoice
            kinds={kinds}
            value={kind.remote}
            label={t('connections.choose')}
            onChange={(remote) => {
              setChosen(remote)
              setTouched(true)
              remember({ lastRemote: remote })
            }}
          />
          <div className="row">
            <KeyButton
              size="small"
              icon="review"
              label={t('connections.compare')}
              onPress={() => setComparing((now) => !now)}
            />
          </div>
          {comparing && <RemoteCompare kinds={kinds} />}
        </>
      )}
      <ConnectionForm
        key={kind.remote}
        kind={kind}
        connection={connection}
        initial={initial}
        focus={!touched}
        onClose={onClose}
      />
    </>
  )
}

interface ConnectionFormProps {
  readonly kind: RemoteKind
  readonly connection: ConnectionRow | null
  readonly initial: ConnectionText
  /** False: the choice of kinds has the focus, and keeps it. */
  readonly focus: boolean
  readonly onClose: () => void
}

function ConnectionForm({ kind, connection, initial, focus, onClose }: ConnectionFormProps) {
  const { t } = useTranslation(['settings', 'common'])
  const [text, setText] = useState(initial)
  const [tried, setTried] = useState(false)
  const [verdict, setVerdict] = useState<TestVerdict | null>(null)
  const test = useCommand('connections.test')
  const save = useCommand('connections.save')
  const problems = connectionProblems(kind, text, connection !== null)
  const credentials = typedCredentials(text)
  const place = {
    ...(connection === null ? {} : { connectionID: connection.connectionID }),
    ...(credentials === undefined ? {} : { credentials }),
    remote: kind.remote,
    baseUrl: text.baseUrl.trim(),
  }
  const error = save.error ?? test.error
  const texts = useRemoteTexts(kind.remote)
  const drawDocument: DrawDocument = ({ setting, value, onChange }) => (
    <MappingEditor
      {...texts.setting(setting.name)}
      name={setting.name}
      value={value}
      standard={setting.default}
      subject={{ ...place, settings: text.settings }}
      onChange={onChange}
    />
  )

  /** Both buttons act only on what is complete. */
  function mayAct(): boolean {
    setTried(true)
    return isComplete(problems)
  }

  async function ask(): Promise<void> {
    if (!mayAct()) return
    setVerdict(null)
    const done = await test.run({ ...place, settings: text.settings })
    if (done.ok) setVerdict(done.value)
  }

  async function keep(event?: SyntheticEvent, better?: TestVerdict['better']): Promise<void> {
    event?.preventDefault()
    if (!mayAct() || save.pending) return
    const other = remoteNames.find((name) => name === better?.remote)
    const done =
      better !== undefined && other !== undefined
        ? await save.run({ ...place, remote: other, baseUrl: better.baseUrl, name: text.name.trim() })
        : await save.run({ ...place, name: text.name.trim(), options: { settings: text.settings } })
    if (!done.ok) return
    tell(t('connections.saved', { name: text.name.trim() }))
    onClose()
  }

  return (
    <form className={classes['form']} onSubmit={(event) => void keep(event)} noValidate>
      <ConnectionFields
        kind={kind}
        text={text}
        problems={tried ? problems : null}
        drawDocument={drawDocument}
        focus={focus}
        {...(connection === null ? {} : { keyHint: connection.keyHint })}
        onChange={(changes) => {
          setText((now) => ({ ...now, ...changes }))
          setVerdict(null)
        }}
      />
      {connection !== null && text.baseUrl.trim() !== connection.baseUrl && (
        <p className={classes['moved']}>
          <Icon name="info" size={16} />
          {t('connections.moved')}
        </p>
      )}
      {verdict !== null && (
        <ConnectionVerdict
          test={verdict}
          title={kind.title}
          onBetter={connection === null ? (better) => void keep(undefined, better) : undefined}
        />
      )}
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
