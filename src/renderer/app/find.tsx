import { Spotlight, spotlight } from '@mantine/spotlight'
import { useEffect, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { searchText } from '../../shared/domain/search-text.ts'
import { useQueryOf } from '../data/query.ts'
import { useFormat } from '../i18n/format.ts'
import { go, places } from '../navigation/route.ts'
import { useUiState } from '../navigation/ui-state.ts'
import { useKeysOfLayer } from '../navigation/use-keys.ts'
import { Icon } from '../ui/icon.tsx'
import { Keycap } from '../ui/keycap.tsx'
import { Marked } from '../ui/marked.tsx'
import { useSettled } from '../ui/use-now.ts'
import classes from './find.module.css'

const itemsShown = 7

/** Ctrl K: items by part-words, places, and every command that has a key on this screen. */
export function Find() {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const open = useUiState((state) => state.overlay === 'find')
  const show = useUiState((state) => state.show)
  useEffect(() => (open ? spotlight.open() : spotlight.close()), [open])
  return (
    <Spotlight.Root
      query={text}
      onQueryChange={setText}
      shortcut={null}
      clearQueryOnClose
      maxHeight="28rem"
      scrollable
      overlayProps={{ blur: 0 }}
      onSpotlightClose={() => show(null)}
      transitionProps={{ transition: 'fade', duration: 100 }}
      aria-label={t('find.prompt')}
    >
      <Spotlight.Search
        placeholder={t('find.prompt')}
        aria-label={t('find.prompt')}
        leftSection={<Icon name="search" />}
        onKeyDown={takeFirst}
      />
      {open && <Found text={text} />}
    </Spotlight.Root>
  )
}

/** Enter takes the best hit without an arrow key before it. */
function takeFirst(event: KeyboardEvent<HTMLInputElement>): void {
  const dialog = event.currentTarget.closest('[role="dialog"]')
  if (event.key !== 'Enter' || dialog === null || dialog.querySelector('[data-selected]') !== null) return
  dialog.querySelector<HTMLElement>('[data-action]')?.click()
}

function Found({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const settled = useSettled(text.trim())
  const found = useQueryOf(
    'items.list',
    { search: settled, limit: itemsShown },
    { enabled: settled !== '', keepPrevious: true },
  )
  const fits = (label: string): boolean => searchText(label).includes(searchText(text))
  const commands = useKeysOfLayer(0).filter((binding) => binding.run !== undefined && fits(binding.label))
  const shownPlaces = [...places, 'settings' as const].filter((place) => fits(t(`places.${place}`)))
  const items = settled === '' ? [] : (found.data?.rows ?? [])
  const nothing = items.length + commands.length + shownPlaces.length === 0
  return (
    <Spotlight.ActionsList>
      {items.length > 0 && (
        <Spotlight.ActionsGroup label={t('find.items')}>
          {items.map((item) => (
            <Spotlight.Action key={item.sku} onClick={() => go('items', item.sku)}>
              <span className={classes['line']}>
                <Icon name="box" />
                <span className={classes['item']}>
                  <span className="clip">
                    <Marked text={item.name ?? item.sku} search={text} />
                  </span>
                  <span className="xs mono mute">
                    <Marked text={item.sku} search={text} />
                  </span>
                </span>
                <b>{format.quantity(item.quantity)}</b>
              </span>
            </Spotlight.Action>
          ))}
        </Spotlight.ActionsGroup>
      )}
      {shownPlaces.length > 0 && (
        <Spotlight.ActionsGroup label={t('find.places')}>
          {shownPlaces.map((place) => (
            <Spotlight.Action
              key={place}
              label={t(`places.${place}`)}
              onClick={() => go(place)}
              leftSection={<Icon name="arrowRight" />}
            />
          ))}
        </Spotlight.ActionsGroup>
      )}
      {commands.length > 0 && text !== '' && (
        <Spotlight.ActionsGroup label={t('find.commands')}>
          {commands.map((command) => (
            <Spotlight.Action
              key={command.keys}
              label={command.label}
              // After the overlay is gone: a command may open a dialog of its own.
              onClick={() => setTimeout(() => command.run?.(), 0)}
              leftSection={<Icon name="play" />}
              rightSection={<Keycap keys={command.keys} />}
            />
          ))}
        </Spotlight.ActionsGroup>
      )}
      {nothing && <Spotlight.Empty>{text === '' ? t('find.hint') : t('find.nothing', { text })}</Spotlight.Empty>}
    </Spotlight.ActionsList>
  )
}
