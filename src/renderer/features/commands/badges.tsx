import { useTranslation } from 'react-i18next'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { CodeLabel } from '../../ui/code-label.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import classes from './commands.module.css'
import { badgeLength, newBadge } from './new-badge.ts'

interface Badge {
  readonly name: string
  readonly code: string
}

export interface BadgesProps {
  readonly made: readonly Badge[]
  onMade(this: void, badge: Badge): void
}

/** Badges are made here and printed at once: only a hash of their code is kept. */
export function Badges({ made, onMade }: BadgesProps) {
  const { t } = useTranslation('commands')
  const people = useQueryOf('people.list', {}).data?.rows ?? []
  const update = useCommand('people.update')

  async function make(personID: string, name: string): Promise<void> {
    const badge = newBadge(crypto.getRandomValues(new Uint8Array(badgeLength)))
    const done = await update.run({ personID, badge })
    if (done.ok) onMade({ name, code: badge })
  }

  return (
    <>
      <div className={classes['notPaper']}>
        {people.length === 0 && <p className="sm mute">{t('badges.none')}</p>}
        {people.map(({ personID, name, hasBadge }) => (
          <p key={personID} className="row">
            <KeyButton
              size="small"
              icon="tag"
              label={t('badges.make', { name })}
              onPress={() => void make(personID, name)}
            />
            {hasBadge && <span className="sm mute">{t('badges.again')}</span>}
          </p>
        ))}
        {update.error !== null && <ErrorPanel error={update.error} title={t('badges.failed')} />}
        {made.length > 0 && <p className="sm">{t('badges.made')}</p>}
      </div>
      <div className={classes['labels']}>
        {made.map(({ name, code }) => (
          <CodeLabel key={code} code={code} label={name} />
        ))}
      </div>
    </>
  )
}
