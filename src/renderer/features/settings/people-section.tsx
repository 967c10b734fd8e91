import { TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { Tag } from '../../ui/tag.tsx'
import { NotKept } from './not-kept.tsx'
import { Group } from './parts.tsx'
import classes from './settings.module.css'

/** Who uses this PC. Scans and changes carry the name of whoever is signed in. */
export function PeopleSection() {
  const { t } = useTranslation('settings')
  const rows = useQueryOf('people.list', {}).data?.rows ?? []
  const add = useCommand('people.add')
  const remove = useCommand('people.remove')
  const signIn = useCommand('people.signIn')
  const [name, setName] = useState('')
  const taken = rows.some((row) => row.name.toLowerCase() === name.trim().toLowerCase())
  const ready = name.trim() !== '' && !taken

  async function save(event?: SyntheticEvent): Promise<void> {
    event?.preventDefault()
    if (!ready || add.pending) return
    if ((await add.run({ name: name.trim() })).ok) setName('')
  }

  return (
    <>
      <NotKept error={add.error ?? remove.error ?? signIn.error} />
      <Group title={t('section.people')} text={t('people.text')}>
        {rows.length === 0 && (
          <p className={classes['listening']}>
            <Icon name="user" size={24} />
            {t('people.none')}
          </p>
        )}
        {rows.map(({ personID, name: own, signedIn }) => (
          <div key={personID} className={classes['line']}>
            <span className="row grow">
              <Icon name="user" />
              <span className="clip">{own}</span>
              {signedIn && (
                <Tag icon="check" tone="accent">
                  {t('people.working')}
                </Tag>
              )}
            </span>
            <KeyButton
              size="small"
              label={signedIn ? t('people.signOut') : t('people.signIn')}
              onPress={() => void signIn.run({ personID: signedIn ? null : personID })}
            />
            <IconButton
              icon="trash"
              label={t('people.remove', { name: own })}
              onPress={() => void remove.run({ personID })}
            />
          </div>
        ))}
        <form className={classes['line']} onSubmit={(event) => void save(event)}>
          <TextInput
            className="grow"
            aria-label={t('people.name')}
            placeholder={t('people.name')}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            error={taken ? t('people.taken') : undefined}
            maxLength={100}
            autoComplete="off"
          />
          <KeyButton
            submit
            icon="plus"
            label={t('people.add')}
            disabled={!ready}
            busy={add.pending}
            onPress={() => void save()}
          />
        </form>
      </Group>
      <p className="sm mute">{t('people.keys')}</p>
    </>
  )
}
