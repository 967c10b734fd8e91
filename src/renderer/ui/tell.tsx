import { notifications } from '@mantine/notifications'
import { i18n } from '../i18n/i18n.ts'
import { Icon } from './icon.tsx'
import { KeyButton } from './key-button.tsx'
import classes from './tell.module.css'

/** Toasts only confirm, and carry Undo for eight seconds. What went wrong is shown where it belongs (ErrorPanel). */
export function tell(text: string, undo?: () => void): void {
  const id = notifications.show({
    message: (
      <span className={classes['line']}>
        <span className="grow">{text}</span>
        {undo !== undefined && (
          <KeyButton
            label={i18n.t('common:undo')}
            size="small"
            onPress={() => {
              notifications.hide(id)
              undo()
            }}
          />
        )}
      </span>
    ),
    icon: <Icon name="check" />,
    autoClose: 8000,
    closeButtonProps: { 'aria-label': i18n.t('common:close') },
    className: classes['toast'] ?? '',
  })
}
