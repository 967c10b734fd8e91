import { useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeys } from '../../navigation/use-keys.ts'
import { Icon } from '../../ui/icon.tsx'
import { Keycap } from '../../ui/keycap.tsx'
import { isWalkingKey } from './grid-keys.ts'
import classes from './items.module.css'

export interface SearchFieldProps {
  readonly label: string
  readonly value: string
  onChange(this: void, value: string): void
  /** What the search left, in words. */
  readonly found: string | null
  /** Arrows and Page keys: the selection below moves while the typing goes on. */
  onWalk(this: void, key: string): void
}

/** The large field over a list. It has the focus when the screen opens: two letters are enough to find something. */
export function SearchField({ label, value, onChange, found, onWalk }: SearchFieldProps) {
  const { t } = useTranslation(['items', 'common'])
  const input = useRef<HTMLInputElement>(null)
  useKeys([{ keys: 'Ctrl+F', label: t('keys.search'), run: () => input.current?.select() }])

  function onKeyDown(event: KeyboardEvent): void {
    if (isWalkingKey(event.key)) onWalk(event.key)
    else if (event.key === 'Enter' && !event.ctrlKey) onWalk('Home')
    else if (event.key === 'Escape' && value !== '') onChange('')
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <label className={classes['search']}>
      <Icon name="search" size={24} />
      <input
        ref={input}
        autoFocus
        className={classes['searchInput']}
        aria-label={label}
        placeholder={label}
        value={value}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {found !== null && (
        <span className="sm mute" role="status">
          {found}
        </span>
      )}
      {value !== '' && <Keycap keys="Escape" />}
    </label>
  )
}
