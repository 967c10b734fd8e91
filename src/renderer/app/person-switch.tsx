import { useTranslation } from 'react-i18next'
import type { Output } from '../../shared/contract/contract.ts'
import { useCommand, useQueryOf } from '../data/query.ts'
import { go } from '../navigation/route.ts'
import { useUiState } from '../navigation/ui-state.ts'
import { useKeys } from '../navigation/use-keys.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { KeyButton } from '../ui/key-button.tsx'
import { Keycap } from '../ui/keycap.tsx'
import { ErrorPanel } from '../ui/states.tsx'
import { initialsOf } from './initials.ts'
import classes from './person-switch.module.css'

/** Ctrl L: who works now. Every scan and change carries the name. */
export function PersonSwitch() {
  const { t } = useTranslation()
  const open = useUiState((state) => state.overlay === 'people')
  const show = useUiState((state) => state.show)
  // Asked for beforehand, so that the dialog opens complete and the focus finds its place.
  const people = useQueryOf('people.list', {}).data?.rows
  return (
    <Dialog open={open} title={t('people.who')} size="small" onClose={() => show(null)}>
      {open && people !== undefined && <Choices people={people} onDone={() => show(null)} />}
    </Dialog>
  )
}

/** Bare digits pick, so no more of them than there are digits. */
const withKeys = 9

interface ChoicesProps {
  readonly people: Output<'people.list'>['rows']
  readonly onDone: () => void
}

function Choices({ people, onDone }: ChoicesProps) {
  const { t } = useTranslation()
  const signIn = useCommand('people.signIn')
  async function choose(personID: string | null): Promise<void> {
    if ((await signIn.run({ personID })).ok) onDone()
  }
  const choices = [
    ...people,
    { personID: null, name: t('people.nobody'), signedIn: !people.some((row) => row.signedIn) },
  ]
  useKeys(
    choices.slice(0, withKeys).map(({ personID, name }, index) => {
      return { keys: String(index + 1), label: name, run: () => void choose(personID) }
    }),
  )
  return (
    <>
      <ul className={classes['list']}>
        {choices.map(({ personID, name, signedIn }, index) => (
          <li key={personID}>
            <button
              type="button"
              className={classes['choice']}
              aria-pressed={signedIn}
              // The first thing that Enter would press is who works already.
              {...(signedIn ? { 'data-autofocus': true } : {})}
              onClick={() => void choose(personID)}
            >
              <span className={classes['initials']}>
                {personID === null ? <Icon name="user" size={16} /> : initialsOf(name)}
              </span>
              <span className="grow clip">{name}</span>
              {signedIn && <Icon name="check" size={18} />}
              {index < withKeys && <Keycap keys={String(index + 1)} />}
            </button>
          </li>
        ))}
      </ul>
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
