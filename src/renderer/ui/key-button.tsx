import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Combo } from '../navigation/combo.ts'
import type { CommandLabel } from '../navigation/commands.ts'
import { useKeys } from '../navigation/use-keys.ts'
import { classNames } from './class-names.ts'
import type { IconName } from './icon-paths.ts'
import { Icon } from './icon.tsx'
import classes from './key-button.module.css'
import { Keycap, spokenKeys } from './keycap.tsx'

export interface KeyButtonProps {
  /** Verb first, with the number in it. Also what F1 says of the key. */
  readonly label: string
  readonly onPress: () => void
  /** Bound while the button is on screen and can be pressed. A filled button without keys gets Ctrl Enter. */
  readonly keys?: Combo | undefined
  /** The command barcode that does the same, where its key has other meanings on other screens. */
  readonly command?: CommandLabel | undefined
  /** One filled button per screen: the next thing to do. */
  readonly kind?: 'filled' | 'outline' | 'plain'
  /** 32, 40 or 48 high; 48 on scan screens and for main actions. */
  readonly size?: 'small' | 'default' | 'large'
  readonly icon?: IconName | undefined
  /** Shown in bold behind the label: a number of things behind the button. */
  readonly count?: ReactNode
  readonly tone?: 'plain' | 'bad'
  readonly disabled?: boolean
  readonly busy?: boolean
  /** As wide as its place. */
  readonly block?: boolean
  /** False: the keycap shows only while Ctrl is held. Default: shown on filled and large buttons. */
  readonly showKeys?: boolean
  readonly submit?: boolean
  readonly className?: string | undefined
}

/** A button that owns its key: what is on screen is what F1 lists. */
export function KeyButton({
  label,
  onPress,
  kind = 'outline',
  keys = kind === 'filled' ? 'Ctrl+Enter' : undefined,
  command,
  size = 'default',
  icon,
  count,
  tone = 'plain',
  disabled = false,
  busy = false,
  block = false,
  showKeys = true,
  submit = false,
  className,
}: KeyButtonProps) {
  useKeys(keys === undefined ? [] : [{ keys, label, command, run: onPress, enabled: !disabled && !busy }])
  return (
    <Button
      type={submit ? 'submit' : 'button'}
      variant="unstyled"
      className={classNames(
        classes['button'],
        classes[kind],
        classes[size],
        tone === 'bad' && classes['bad'],
        className,
      )}
      classNames={{ inner: classes['inner'] ?? '', label: classes['label'] ?? '', section: classes['section'] ?? '' }}
      mod={{ filled: kind === 'filled' && !disabled }}
      fullWidth={block}
      disabled={disabled}
      aria-busy={busy || undefined}
      leftSection={icon !== undefined && <Icon name={icon} />}
      rightSection={keys !== undefined && <Keycap keys={keys} quiet={!showKeys} />}
      aria-keyshortcuts={keys === undefined ? undefined : spokenKeys(keys)}
      {...(submit ? {} : { onClick: busy ? () => undefined : onPress })}
    >
      {label}
      {count !== undefined && <b className={classes['count']}>{count}</b>}
    </Button>
  )
}

export interface IconButtonProps {
  readonly icon: IconName
  /** Its name for everybody who does not see the icon; also its tooltip. */
  readonly label: string
  readonly onPress: () => void
  readonly disabled?: boolean
  readonly keys?: Combo | undefined
  readonly command?: CommandLabel | undefined
}

/** 32 × 32, plain. Only for what everybody knows by its sign: close, previous, next, remove. */
export function IconButton({ icon, label, onPress, disabled = false, keys, command }: IconButtonProps) {
  useKeys(keys === undefined ? [] : [{ keys, label, command, run: onPress, enabled: !disabled }])
  return (
    <button
      type="button"
      className={classes['iconButton']}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onPress}
      aria-keyshortcuts={keys === undefined ? undefined : spokenKeys(keys)}
    >
      <Icon name={icon} />
    </button>
  )
}
