import { Checkbox, PasswordInput, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../shared/contract/people.ts'
import { readReserved } from '../../../shared/domain/reserved-codes.ts'
import { roles as allRoles, type Role } from '../../../shared/domain/rights.ts'
import { useCommand } from '../../data/query.ts'
import { useScanHandler } from '../../scanner/scanner.tsx'
import { useSounds } from '../../sounds/use-sounds.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import classes from './settings.module.css'

interface PersonDialogProps {
  /** Null: a new one. */
  readonly person: PersonRow | null
  /** Names that are taken, in small letters. */
  readonly taken: ReadonlySet<string>
  onClose(this: void): void
}

/** A person's name, what they may do, their PIN, and their badge, which is read with the scanner. */
const isBadge = ({ code }: { readonly code: string }): boolean => readReserved(code)?.kind === 'badge'

export function PersonDialog({ person, taken, onClose }: PersonDialogProps) {
  const { t } = useTranslation(['settings', 'common'])
  const sounds = useSounds()
  const add = useCommand('people.add')
  const update = useCommand('people.update')
  const [name, setName] = useState(person?.name ?? '')
  const [roles, setRoles] = useState<readonly Role[]>(person?.roles ?? allRoles)
  const [pin, setPin] = useState('')
  // undefined: as it is; null: taken away
  const [kept, setKept] = useState<null | undefined>(undefined)
  const [badge, setBadge] = useState<string | null | undefined>(undefined)
  const [tried, setTried] = useState(false)
  useScanHandler(({ code }) => {
    sounds.play('known')
    setBadge(code)
  }, isBadge)

  const trimmed = name.trim()
  const isTaken = trimmed.toLowerCase() !== person?.name.toLowerCase() && taken.has(trimmed.toLowerCase())
  const nameProblem = isTaken ? t('people.taken') : tried && trimmed === '' ? t('people.nameNeeded') : undefined
  const pinProblem = pin !== '' && !/^\d{4,12}$/.test(pin) ? t('people.pinForm') : undefined
  const hasPin = person?.hasPin === true && kept === undefined
  const hasBadge = badge === undefined ? person?.hasBadge === true : badge !== null
  const busy = add.pending || update.pending

  async function save(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault()
    setTried(true)
    if (trimmed === '' || isTaken || pinProblem !== undefined || busy) return
    const secret = pin === '' ? {} : { pin }
    const done =
      person === null
        ? await add.run({ name: trimmed, roles: [...roles], ...secret, ...(badge ? { badge } : {}) })
        : await update.run({
            personID: person.personID,
            name: trimmed,
            roles: [...roles],
            ...(kept === null ? { pin: kept } : {}),
            ...secret,
            ...(badge === undefined ? {} : { badge }),
          })
    if (done.ok) onClose()
  }

  const error = add.error ?? update.error
  return (
    <Dialog
      open
      title={person === null ? t('people.addTitle') : t('people.editTitle', { name: person.name })}
      holdScans={false}
      onClose={onClose}
      footer={
        <>
          <KeyButton kind="plain" label={t('common:cancel')} onPress={onClose} />
          <KeyButton kind="filled" label={t('people.save')} busy={busy} onPress={() => void save()} />
        </>
      }
    >
      <form className={classes['form']} onSubmit={(event) => void save(event)} noValidate>
        <TextInput
          label={t('people.name')}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          error={nameProblem}
          maxLength={100}
          autoComplete="off"
          data-autofocus
        />
        <Checkbox.Group
          label={t('people.roles')}
          description={t('people.rolesText')}
          value={[...roles]}
          onChange={(chosen) => setRoles(allRoles.filter((role) => chosen.includes(role)))}
        >
          <div className={classes['checks']}>
            {allRoles.map((role) => (
              <Checkbox
                key={role}
                value={role}
                label={t(`people.role.${role}`)}
                description={t(`people.may.${role}`)}
              />
            ))}
          </div>
        </Checkbox.Group>
        <div className={classes['secret']}>
          <PasswordInput
            className="grow"
            label={t('people.pin')}
            description={t(hasPin ? 'people.pinKept' : 'people.pinText')}
            value={pin}
            onChange={({ currentTarget }) => setPin(currentTarget.value)}
            error={pinProblem}
            inputMode="numeric"
            autoComplete="new-password"
            maxLength={12}
          />
          {hasPin && <KeyButton kind="plain" label={t('people.pinRemove')} onPress={() => setKept(null)} />}
        </div>
        <div className={classes['secret']}>
          <p className="grow" role="status">
            <strong>{t('people.badge')}</strong>
            <br />
            <span className="sm mute">
              {t(badge ? 'people.badgeRead' : hasBadge ? 'people.badgeKept' : 'people.badgeText')}
            </span>
          </p>
          {hasBadge && <KeyButton kind="plain" label={t('people.badgeRemove')} onPress={() => setBadge(null)} />}
        </div>
        {error !== null && <ErrorPanel error={error} />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}
