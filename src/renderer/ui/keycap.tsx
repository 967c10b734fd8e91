import { useTranslation } from 'react-i18next'
import { parseCombo, type Combo } from '../navigation/combo.ts'
import { classNames } from './class-names.ts'
import classes from './keycap.module.css'

const signs: Readonly<Record<string, string>> = {
  Enter: '↵',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}
const named = ['Ctrl', 'Shift', 'Alt', 'Escape', 'PageUp', 'PageDown', 'Home', 'End', 'Space'] as const

/** A combination as keycaps. `quiet` ones show only while Ctrl is held. Hidden from screen readers: see `aria-keyshortcuts`. */
export function Keycap({
  keys,
  quiet = false,
  className,
}: {
  readonly keys: Combo
  readonly quiet?: boolean
  readonly className?: string
}) {
  const { t } = useTranslation()
  const { ctrl, alt, shift, key } = parseCombo(keys)
  const parts = [ctrl && 'Ctrl', alt && 'Alt', shift && 'Shift', key === '' ? '+' : key].filter(
    (part) => part !== false,
  )
  const word = (part: string): string => {
    const name = named.find((candidate) => candidate === part)
    return name === undefined ? (signs[part] ?? part) : t(`key.${name}`)
  }
  return (
    <span className={classNames(classes['keys'], quiet && classes['quiet'], className)} aria-hidden="true">
      {parts.map((part) => (
        <kbd key={part} className={classes['key']}>
          {word(part)}
        </kbd>
      ))}
    </span>
  )
}

/** The same for assistive technology: `aria-keyshortcuts` writes Control in full. */
export const spokenKeys = (keys: Combo): string => keys.replace('Ctrl', 'Control')
