import { TextInput } from '@mantine/core'
import { useRef, useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '../../data/query.ts'
import { useKeys } from '../../navigation/use-keys.ts'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import classes from './details.module.css'
import { useCountState } from './count-state.ts'
import type { ShownEvent } from './shown-event.ts'
import { useOutcomeSound } from './use-outcome-sound.ts'

/** What the last scan did not say of its item. It is counted already, and the next scan lets the question go. */
export function Details({ stocktakeID }: { readonly stocktakeID: string }) {
  const event = useCountState((state) => state.cards[stocktakeID])
  if (event?.asks === undefined || event.scanID === undefined) return null
  return <DetailsForm key={event.key} stocktakeID={stocktakeID} event={event} scanID={event.scanID} asks={event.asks} />
}

interface DetailsFormProps {
  readonly stocktakeID: string
  readonly event: ShownEvent
  readonly scanID: string
  readonly asks: NonNullable<ShownEvent['asks']>
}

function DetailsForm({ stocktakeID, event, scanID, asks }: DetailsFormProps) {
  const { t } = useTranslation('count')
  const amend = useCommand('stocktakes.amend')
  const play = useOutcomeSound()
  const show = useCountState((state) => state.show)
  const first = useRef<HTMLInputElement>(null)
  const [newScanID] = useState(() => crypto.randomUUID())
  const [said, setSaid] = useState<Readonly<Record<string, string>>>({})
  const given = saidOf(said, asks)
  const ready = Object.keys(given).length > 0
  useKeys([{ keys: 'Alt+D', label: t('details.focus'), run: () => first.current?.focus() }])

  async function save(submitted?: SyntheticEvent): Promise<void> {
    submitted?.preventDefault()
    if (!ready) return
    const done = await amend.run({ stocktakeID, scanID, newScanID, ...given })
    if (!done.ok) return play('error')
    const { asks: _asked, ...rest } = event
    const { counted, doubts } = done.value
    play(doubts === undefined ? 'typed' : 'duplicate')
    show(stocktakeID, { ...rest, key: newScanID, scanID: newScanID, counted, ...(doubts ? { doubts } : {}) })
    first.current?.blur()
  }

  return (
    <form className={classes['details']} aria-label={t('details.title')} onSubmit={(submitted) => void save(submitted)}>
      {asks.map((part, index) => (
        <TextInput
          key={part}
          {...(index === 0 ? { ref: first } : {})}
          size="sm"
          label={t(`details.${part}`)}
          placeholder={part === 'expiry' ? t('details.expiryHint') : undefined}
          value={said[part] ?? ''}
          onChange={({ currentTarget: { value } }) => setSaid({ ...said, [part]: value })}
          maxLength={64}
          autoComplete="off"
        />
      ))}
      <KeyButton submit label={t('details.save')} disabled={!ready} busy={amend.pending} onPress={() => void save()} />
      <span className="xs mute">{t('details.hint')}</span>
      {amend.error !== null && <ErrorPanel error={amend.error} title={t('details.failed')} />}
    </form>
  )
}

interface SaidParts {
  readonly lot?: string
  readonly expiry?: string
  readonly serial?: string
}

const saidOf = (said: Readonly<Record<string, string>>, asks: DetailsFormProps['asks']): SaidParts =>
  asks.reduce<SaidParts>((all, part) => {
    const text = (said[part] ?? '').trim()
    return text === '' ? all : { ...all, [part]: text }
  }, {})
