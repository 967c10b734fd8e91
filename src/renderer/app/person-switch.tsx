import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../shared/contract/contract.ts'
import type { SignInAnswer } from '../../shared/contract/people.ts'
import { useCommand, useQueryOf } from '../data/query.ts'
import { go } from '../navigation/route.ts'
import { useUiState } from '../navigation/ui-state.ts'
import { useKeys } from '../navigation/use-keys.ts'
import { useScanHandler } from '../scanner/scanner.tsx'
import { useSounds } from '../sounds/use-sounds.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { KeyButton } from '../ui/key-button.tsx'
import { Keycap } from '../ui/keycap.tsx'
import { ErrorPanel } from '../ui/states.tsx'
import { initialsOf } from './initials.ts'
import { PinForm } from './pin-form.tsx'
import classes from './person-switch.module.css'

/** Ctrl L: who works now. Every scan and change carries the name. A badge is scanned, a PIN typed. */
export function PersonSwitch() {
  const { t } = useTranslation()
  const open = useUiState((state) => state.overlay === 'people')
  const show = useUiState((state) => state.show)
  const badge = useUiState((state) => state.badge)
  // Asked for beforehand, so that the dialog opens complete and the focus finds its place.
  const people = useQueryOf('people.list', {}).data?.rows
  return (
    // What was scanned after a badge is counted by whoever the PIN signs in.
    <Dialog open={open} title={t('people.who')} size="small" holdScans={badge !== null} onClose={() => show(null)}>
      {open && people !== undefined && (
        <Choices key={badge?.badge} people={people} badge={badge} onDone={() => show(null)} />
      )}
    </Dialog>
  )
}

/** Bare digits pick, so no more of them than there are digits. */
const withKeys = 9

interface ChoicesProps {
  readonly people: Output<'people.list'>['rows']
  /** Read already, with what came of it. */
  readonly badge: { readonly badge: string; readonly answer: SignInAnswer } | null
  readonly onDone: () => void
}

/** Whoever was picked or whose badge was read, while their PIN is still to come. */
type Asked = { readonly personID: string } | { readonly badge: string }

function Choices({ people, badge, onDone }: ChoicesProps) {
  const { t } = useTranslation()
  const sounds = useSounds()
  const signIn = useCommand('people.signIn')
  const byBadge = useCommand('people.badge')
  const [asked, setAsked] = useState<Asked | null>(badge === null ? null : { badge: badge.badge })
  const [answer, setAnswer] = useState<SignInAnswer | null>(badge?.answer ?? null)

  async function enter(who: Asked | null, pin?: string): Promise<void> {
    const given = pin === undefined ? {} : { pin }
    const done =
      who !== null && 'badge' in who
        ? await byBadge.run({ code: who.badge, ...given })
        : await signIn.run({ personID: who?.personID ?? null, ...given })
    if (!done.ok) return
    const { outcome } = done.value
    if (outcome === 'signedIn') {
      sounds.play('known')
      return onDone()
    }
    if (outcome !== 'pinNeeded') sounds.play('error')
    setAnswer(done.value)
    setAsked(outcome === 'unknownBadge' ? null : who)
  }

  useScanHandler(({ code }) => enter({ badge: code }))
  const choices = [
    ...people,
    { personID: null, name: t('people.nobody'), signedIn: !people.some((row) => row.signedIn), hasPin: false },
  ]
  const pick = (personID: string | null) => void enter(personID === null ? null : { personID })
  useKeys(
    asked === null
      ? choices.slice(0, withKeys).map(({ personID, name }, index) => {
          return { keys: String(index + 1), label: name, run: () => pick(personID) }
        })
      : [],
  )
  if (asked !== null && answer !== null)
    return <PinForm answer={answer} onPin={(pin) => void enter(asked, pin)} onBack={() => setAsked(null)} />
  return (
    <>
      <ul className={classes['list']}>
        {choices.map(({ personID, name, signedIn, hasPin }, index) => (
          <li key={personID}>
            <button
              type="button"
              className={classes['choice']}
              aria-pressed={signedIn}
              // The first thing that Enter would press is who works already.
              {...(signedIn ? { 'data-autofocus': true } : {})}
              onClick={() => pick(personID)}
            >
              <span className={classes['initials']}>
                {personID === null ? <Icon name="user" size={16} /> : initialsOf(name)}
              </span>
              <span className="grow clip">{name}</span>
              {hasPin && <span className="sm mute">{t('people.withPin')}</span>}
              {signedIn && <Icon name="check" size={18} />}
              {index < withKeys && <Keycap keys={String(index + 1)} />}
            </button>
          </li>
        ))}
      </ul>
      <p className="sm mute" role="status">
        {t(answer?.outcome === 'unknownBadge' ? 'people.unknownBadge' : 'people.scanBadge')}
      </p>
      {signIn.error !== null && <ErrorPanel error={signIn.error} />}
      <div className="row">
        <KeyButton
          kind="plain"
          icon="plus"
          label={t('people.manage')}
          onPress={() => {
            onDone()
            go('settings', 'people')
          }}
        />
      </div>
    </>
  )
}
