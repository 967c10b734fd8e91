import { useTranslation } from 'react-i18next'
import { commandCode } from '../../../shared/domain/reserved-codes.ts'
import { commandGroups, commands, digitOf } from '../../navigation/commands.ts'
import { CodeLabel } from '../../ui/code-label.tsx'
import classes from './commands.module.css'

/** Every command there is, in groups, in the user's language. */
export function CommandSheet() {
  const { t } = useTranslation('commands')
  return commandGroups.map((group) => (
    <section key={group} className={classes['group']}>
      <h2>{t(`group.${group}`)}</h2>
      <div className={classes['labels']}>
        {commands
          .filter((command) => command.group === group)
          .map((command) => (
            <CodeLabel
              key={command.word}
              code={commandCode(command.word)}
              label={t(`name.${command.label}`, { digit: digitOf(command) })}
            />
          ))}
      </div>
    </section>
  ))
}
