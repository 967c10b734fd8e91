import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../data/query.ts'
import { go } from '../../navigation/route.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { useSounds } from '../../sounds/use-sounds.ts'
import { ConnectionFields, ConnectionVerdict, type TestResult } from '../../ui/connection-fields.tsx'
import { connectionProblems, newConnection, type ConnectionText } from '../../ui/connection-form.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import { Tag } from '../../ui/tag.tsx'
import { Practise } from './practise.tsx'
import classes from './welcome.module.css'

/** Trouble of the way, not of what was typed: what is typed now may be kept, and works once the way is open. */
const passing: ReadonlySet<TestResult['result']> = new Set(['noNetwork', 'signIn', 'rateLimited', 'serverError'])

interface ConnectFormProps {
  onStarting(this: void, starting: boolean): void
}

export function ConnectForm({ onStarting }: ConnectFormProps) {
  const { t } = useTranslation('welcome')
  const [text, setText] = useState<ConnectionText>(newConnection)
  const [tried, setTried] = useState(false)
  const [verdict, setVerdict] = useState<TestResult | null>(null)
  const [scanned, setScanned] = useState<string | null>(null)
  const test = useCommand('connections.test')
  const save = useCommand('connections.save')
  const { play } = useSounds()
  useScanHandler(({ code }) => {
    play('known')
    setScanned(code)
  })
  const problems = connectionProblems(text, false)
  const connection = {
    name: text.name.trim(),
    remote: 'hako-v1',
    baseUrl: text.baseUrl.trim(),
    credentials: { apiKey: text.apiKey.trim() },
  } as const
  const busy = test.pending || save.pending

  function change(changes: Partial<ConnectionText>): void {
    setText((now) => ({ ...now, ...changes }))
    setVerdict(null)
    save.reset()
  }

  async function ask(): Promise<TestResult | null> {
    setTried(true)
    if (Object.keys(problems).length > 0) return null
    const { remote, baseUrl, credentials } = connection
    const done = await test.run({ remote, baseUrl, credentials })
    setVerdict(done.ok ? done.value : null)
    return done.ok ? done.value : null
  }

  async function connect(): Promise<void> {
    // Stays on this page, whatever was asked for, until the first copy is done.
    go('welcome', null, { replace: true })
    await save.run(connection)
  }

  async function submit(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault()
    if (busy) return
    const found = await ask()
    if (found?.result === 'ok') await connect()
  }

  return (
    <>
      <h2 className={classes['question']}>{t('question')}</h2>
      <p className="mute">{t('questionText')}</p>
      <div className={classes['system']}>
        <span className={classes['logo']}>Ha</span>
        <span className="col">
          <b className={classes['systemName']}>Hako</b>
          <span className="sm mute">{t('hako')}</span>
        </span>
      </div>
      <form className={classes['form']} onSubmit={(event) => void submit(event)} noValidate>
        <ConnectionFields text={text} problems={tried ? problems : {}} onChange={change} />
        <div className={classes['go']}>
          <KeyButton
            kind="filled"
            size="large"
            submit
            keys="Ctrl+Enter"
            label={t('connect')}
            busy={busy}
            onPress={() => void submit()}
          />
          <KeyButton size="large" label={t('test')} busy={busy} onPress={() => void ask()} />
          <span className="sm mute">{busy ? t('asking') : t('firstCopy')}</span>
        </div>
        {verdict !== null && (
          <div className={classes['verdict']}>
            <ConnectionVerdict test={verdict} />
            {passing.has(verdict.result) && (
              <KeyButton size="small" label={t('anyway')} busy={busy} onPress={() => void connect()} />
            )}
          </div>
        )}
        {(test.error ?? save.error) !== null && <Failed error={test.error ?? save.error} />}
        {scanned !== null && (
          <p className={classes['scanned']} role="status">
            <Tag icon="scanner" tone="ok">
              {t('scannerWorks')}
            </Tag>
            <span className="mono clip">{scanned}</span>
            <span className="sm mute">{t('scannerLater')}</span>
          </p>
        )}
      </form>
      <Practise onStarting={onStarting} />
    </>
  )
}

function Failed({ error }: { readonly error: Parameters<typeof ErrorPanel>[0]['error'] | null }) {
  const { t } = useTranslation('welcome')
  return error === null ? null : <ErrorPanel error={error} title={t('notConnected')} safe={t('notConnectedSafe')} />
}
