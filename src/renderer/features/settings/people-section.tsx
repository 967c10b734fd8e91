import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../../shared/contract/people.ts'
import { roles as allRoles } from '../../../shared/domain/rights.ts'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { useUiState } from '../../navigation/ui-state.ts'
import { Icon } from '../../ui/icon.tsx'
import { IconButton, KeyButton } from '../../ui/key-button.tsx'
import { Tag } from '../../ui/tag.tsx'
import { NotKept } from './not-kept.tsx'
import { Group } from './parts.tsx'
import { PersonDialog } from './person-dialog.tsx'
import classes from './settings.module.css'

/** Who uses this PC, and what they may do. Scans and changes carry the name of whoever is signed in. */
export function PeopleSection() {
  const { t } = useTranslation('settings')
  const rows = useQueryOf('people.list', {}).data?.rows ?? []
  const rights = useQueryOf('people.rights', {}).data
  const remove = useCommand('people.remove')
  const show = useUiState((state) => state.show)
  // undefined: closed; null: a new one
  const [edited, setEdited] = useState<PersonRow | null | undefined>(undefined)
  const others = rows.filter(({ personID }) => personID !== edited?.personID)
  const mayAdminister = rights?.roles.includes('administer') ?? true

  return (
    <>
      <NotKept error={remove.error} />
      <Group
        title={t('section.people')}
        text={t(rights?.restricted ? 'people.restricted' : 'people.text')}
        beside={<KeyButton size="small" icon="user" label={t('people.who')} onPress={() => show('people')} />}
      >
        {rows.length === 0 && (
          <p className={classes['listening']}>
            <Icon name="user" size={24} />
            {t('people.none')}
          </p>
        )}
        {rows.map((person) => (
          <div key={person.personID} className={classes['line']}>
            <span className="row grow">
              <Icon name="user" />
              <span className="clip">{person.name}</span>
              {person.signedIn && (
                <Tag icon="check" tone="accent">
                  {t('people.working')}
                </Tag>
              )}
              <span className="sm mute">
                {person.roles.length === allRoles.length
                  ? t('people.everything')
                  : person.roles.map((role) => t(`people.role.${role}`)).join(', ')}
                {person.hasPin && ` · ${t('people.pin')}`}
                {person.hasBadge && ` · ${t('people.badge')}`}
              </span>
            </span>
            <KeyButton
              size="small"
              label={t('people.edit')}
              disabled={!mayAdminister}
              onPress={() => setEdited(person)}
            />
            <IconButton
              icon="trash"
              label={t('people.remove', { name: person.name })}
              disabled={!mayAdminister}
              onPress={() => void remove.run({ personID: person.personID })}
            />
          </div>
        ))}
        <div className={classes['line']}>
          <KeyButton icon="plus" label={t('people.add')} disabled={!mayAdminister} onPress={() => setEdited(null)} />
          {!mayAdminister && <span className="sm mute">{t('people.askAdministrator')}</span>}
        </div>
      </Group>
      <p className="sm mute">{t('people.keys')}</p>
      {edited !== undefined && (
        <PersonDialog
          person={edited}
          taken={new Set(others.map(({ name }) => name.toLowerCase()))}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  )
}
