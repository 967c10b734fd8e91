import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { remoteNames, type RemoteKind, type RemoteName } from '../../../shared/contract/connections.ts'
import type { TestVerdict } from '../../../shared/contract/connection-test.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useChangeSettings, useSettings } from '../../data/settings.ts'
import { go } from '../../navigation/route.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { useSounds } from '../../sounds/use-sounds.ts'
import { ConnectionFields } from '../../ui/connection-fields.tsx'
import {
  connectionProblems,
  isComplete,
  newConnection,
  typedCredentials,
  type ConnectionText,
} from '../../ui/connection-form.ts'
import { ConnectionVerdict } from '../../ui/connection-verdict.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { RemoteChoice } from '../../ui/remote-choice.tsx'
import { RemoteCompare } from '../../ui/remote-compare.tsx'
import { ErrorPanel, LoadingRows } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { passingTrouble } from '../../ui/passing-trouble.ts'
import { Practise } from './practise.tsx'
import classes from './welcome.module.css'

interface ConnectFormProps {
  onStarting(this: void, starting: boolean): void
}

/** The system first, then what it asks for. What was typed for one stays while another is looked at. */
export function ConnectForm({ onStarting }: ConnectFormProps) {
  const { t } = useTranslation(['welcome', 'settings'])
  const remotes = useQueryOf('connections.remotes', {})
  const kinds = remotes.data?.rows ?? []
  const { lastRemote } = useSettings()
  const { change: remember } = useChangeSettings()
  const [chosen, setChosen] = useState<RemoteName | null>(null)
  const [comparing, setComparing] = useState(false)
  const kind = kinds.find(({ remote }) => remote === (chosen ?? lastRemote)) ?? kinds[0]
  return (
    <>
      <div className={classes['heading']}>
        <div>
          <h2 className={classes['question']}>{t('question')}</h2>
          <p className="mute">{t('questionText')}</p>
        </div>
        <KeyButton size="small" kind="plain" icon="review" label={t('compare')} onPress={() => setComparing(true)} />
      </div>
      {remotes.error !== null && <ErrorPanel error={remotes.error} />}
      {kind === undefined ? (
        <LoadingRows />
      ) : (
        <>
          <div className={classes['systems']}>
            <RemoteChoice
              kinds={kinds}
              value={kind.remote}
              label={t('question')}
              onChange={(remote) => {
                setChosen(remote)
                remember({ lastRemote: remote })
              }}
            />
          </div>
          <KindForm key={kind.remote} kind={kind} focus={chosen === null} />
        </>
      )}
      <Practise onStarting={onStarting} />
      <Dialog open={comparing} onClose={() => setComparing(false)} title={t('settings:compare.title')} size="wide">
        <RemoteCompare kinds={kinds} />
      </Dialog>
    </>
  )
}

function KindForm({ kind, focus }: { readonly kind: RemoteKind; readonly focus: boolean }) {
  const { t } = useTranslation('welcome')
  const [text, setText] = useState<ConnectionText>(() => newConnection(kind))
  const [tried, setTried] = useState(false)
  const [verdict, setVerdict] = useState<TestVerdict | null>(null)
  const test = useCommand('connections.test')
  const save = useCommand('connections.save')
  const problems = connectionProblems(kind, text, false)
  const busy = test.pending || save.pending
  const { remote, title } = kind
  const place = { remote, baseUrl: text.baseUrl.trim(), credentials: typedCredentials(text) ?? {} }

  function change(changes: Partial<ConnectionText>): void {
    setText((now) => ({ ...now, ...changes }))
    setVerdict(null)
    save.reset()
  }

  async function ask(): Promise<TestVerdict | null> {
    setTried(true)
    if (!isComplete(problems)) return null
    setVerdict(null)
    const done = await test.run({ ...place, settings: text.settings })
    setVerdict(done.ok ? done.value : null)
    return done.ok ? done.value : null
  }

  async function connect(better?: TestVerdict['better']): Promise<void> {
    // Stays on this page, whatever was asked for, until the first copy is done.
    go('welcome', null, { replace: true })
    const other = remoteNames.find((name) => name === better?.remote)
    if (better !== undefined && other !== undefined)
      await save.run({ ...place, remote: other, baseUrl: better.baseUrl, name: text.name.trim() })
    else await save.run({ ...place, name: text.name.trim(), options: { settings: text.settings } })
  }

  async function submit(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault()
    if (busy) return
    const found = await ask()
    if (found?.result === 'ok' && found.better === undefined) await connect()
  }

  const error = test.error ?? save.error
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)} noValidate>
      <ConnectionFields kind={kind} text={text} problems={tried ? problems : null} focus={focus} onChange={change} />
      <div className={classes['go']}>
        <KeyButton
          kind="filled"
          size="large"
          submit
          keys="Ctrl+Enter"
          label={t('connect', { title })}
          busy={busy}
          onPress={() => void submit()}
        />
        <KeyButton size="large" label={t('test')} busy={busy} onPress={() => void ask()} />
        <span className="sm mute">{busy ? t('asking', { title }) : t('firstCopy')}</span>
      </div>
      {verdict !== null && (
        <div className={classes['verdict']} ref={intoView}>
          <ConnectionVerdict test={verdict} title={title} onBetter={(better) => void connect(better)} />
          {(passingTrouble.has(verdict.result) || verdict.better !== undefined) && (
            <KeyButton size="small" label={t('anyway')} busy={busy} onPress={() => void connect()} />
          )}
        </div>
      )}
      {error !== null && <ErrorPanel error={error} title={t('notConnected')} safe={t('notConnectedSafe')} />}
      <Scanned />
    </form>
  )
}

const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' })

/** A scanner that is tried before anything is connected: it works, and its code goes nowhere. */
function Scanned() {
  const { t } = useTranslation('welcome')
  const [scanned, setScanned] = useState<string | null>(null)
  const { play } = useSounds()
  useScanHandler(({ code }) => {
    play('known')
    setScanned(code)
  })
  if (scanned === null) return null
  return (
    <p className={classes['scanned']} role="status">
      <Tag icon="scanner" tone="ok">
        {t('scannerWorks')}
      </Tag>
      <span className="mono clip">{scanned}</span>
      <span className="sm mute">{t('scannerLater')}</span>
    </p>
  )
}
