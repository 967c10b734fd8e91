import { useTranslation } from 'react-i18next'
import { useCommand, useQueryOf } from '../../data/query.ts'
import { go } from '../../navigation/route.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyButton } from '../../ui/key-button.tsx'
import { ErrorPanel } from '../../ui/states.tsx'
import classes from './practice.module.css'

/** On every screen of the practice warehouse: that nothing is real, and the way back to what is. */
export function PracticeBanner() {
  const { t } = useTranslation('practice')
  const connections = useQueryOf('connections.list', {}).data?.rows ?? []
  const use = useCommand('connections.use')
  const real = connections.find(({ practice }) => !practice)
  return (
    <div className={classes['banner']} role="status">
      <Icon name="globe" size={18} />
      <b className="grow">{t('banner')}</b>
      {use.error !== null && <ErrorPanel error={use.error} />}
      {real === undefined ? (
        <KeyButton size="small" kind="plain" label={t('noOther')} onPress={() => go('settings', 'connections')} />
      ) : (
        <KeyButton
          size="small"
          label={t('leave', { name: real.name })}
          busy={use.pending}
          onPress={() => void use.run({ connectionID: real.connectionID })}
        />
      )}
    </div>
  )
}
