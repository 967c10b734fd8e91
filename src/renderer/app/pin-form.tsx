import { PasswordInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignInAnswer } from '../../shared/contract/people.ts'
import { useFormat } from '../i18n/format.ts'
import { KeyButton } from '../ui/key-button.tsx'
import classes from './person-switch.module.css'

interface PinFormProps {
  /** What the last try came to. */
  readonly answer: SignInAnswer
  onPin(this: void, pin: string): void
  onBack(this: void): void
}

export function PinForm({ answer, onPin, onBack }: PinFormProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [pin, setPin] = useState('')
  const { outcome, name, triesLeft, lockedUntil } = answer
  const locked = outcome === 'locked'

  function enter(event?: SyntheticEvent): void {
    event?.preventDefault()
    if (pin === '' || locked) return
    onPin(pin)
    setPin('')
  }

  const wrong = locked
    ? t('people.locked', { time: format.time(lockedUntil ?? 0) })
    : outcome === 'pinWrong' && t('people.pinWrong', { count: triesLeft ?? 0, number: triesLeft ?? 0 })
  return (
    <form className={classes['pin']} onSubmit={enter} noValidate>
      <PasswordInput
        label={t('people.pinOf', { name })}
        value={pin}
        onChange={({ currentTarget }) => setPin(currentTarget.value)}
        error={wrong}
        disabled={locked}
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        data-autofocus
        autoFocus
      />
      <div className="row">
        <KeyButton kind="plain" label={t('people.other')} onPress={onBack} />
        <KeyButton
          kind="filled"
          submit
          label={t('people.enter')}
          disabled={pin === '' || locked}
          onPress={() => enter()}
        />
      </div>
    </form>
  )
}
