import { Spotlight, spotlight } from '@mantine/spotlight'
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../shared/contract/errors.ts'
import type { ItemRow } from '../../shared/contract/items.ts'
import { searchText } from '../../shared/domain/search-text.ts'
import { useQueryOf } from '../data/query.ts'
import { useSwitch } from '../features/connections/index.ts'
import type { Binding } from '../navigation/key-map.ts'
import { go, places } from '../navigation/route.ts'
import { useUiState } from '../navigation/ui-state.ts'
import { useKeysOfLayer } from '../navigation/use-keys.ts'
import { Icon } from '../ui/icon.tsx'
import { Keycap } from '../ui/keycap.tsx'
import { Marked } from '../ui/marked.tsx'
import { ShownQuantity } from '../ui/shown-quantity.tsx'
import { ErrorPanel } from '../ui/states.tsx'
import { useSettled } from '../ui/use-now.ts'
import classes from './find.module.css'

const itemsShown = 7

/** Ctrl K: items by part-words, places, and every command that has a key on this screen. */
export function Find() {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const open = useUiState((state) => state.overlay === 'find')
  const show = useUiState((state) => state.show)
  useLayoutEffect(() => (open ? spotlight.open() : spotlight.close()), [open])
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
      // At once, so that the key after Ctrl K is not lost; the fade is an animation.
      transitionProps={{ duration: 0 }}
      classNames={{ content: classes['content'] ?? '' }}
      attributes={{ content: { 'aria-label': t('find.prompt') } }}
    >
      {open && <Finding text={text} />}
    </Spotlight.Root>
  )
}

function Finding({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  const found = useFound(text)
  const enter = useTakeFirst(text, found.ready, field)
  useLayoutEffect(() => field.current?.focus(), [])
  return (
    <>
      <Spotlight.Search
        ref={field}
        placeholder={t('find.prompt')}
        aria-label={t('find.prompt')}
        leftSection={<Icon name="search" />}
        onKeyDown={(event) => event.key === 'Enter' && enter()}
      />
      <Found text={text} {...found} />
    </>
  )
}

/**
 * Enter takes the best hit without an arrow key before it. Typed faster than the hits come, it waits for those that
 * belong to the text: what stood there before is never taken.
 */
function useTakeFirst(text: string, ready: boolean, field: RefObject<HTMLInputElement | null>): () => void {
  const [wanted, setWanted] = useState<string | null>(null)
  useEffect(() => {
    if (wanted === null || !ready) return
    setWanted(null)
    const dialog = field.current?.closest('[role="dialog"]')
    if (wanted === text) dialog?.querySelector<HTMLElement>('[data-action]')?.click()
  }, [wanted, text, ready, field])
  return () => {
    // A row chosen by the arrows is Spotlight's own business; nothing typed means nothing.
    const chosen = field.current?.closest('[role="dialog"]')?.querySelector('[data-action][data-selected]') ?? null
    if (chosen === null && text.trim() !== '') setWanted(text)
  }
}

interface FoundThings {
  readonly items: readonly ItemRow[]
  readonly places: readonly (typeof allPlaces)[number][]
  readonly commands: readonly Binding[]
  readonly connections: ReturnType<typeof useSwitch>['rows']
  switchTo(this: void, connectionID: string): void
  /** Why there are no items to be shown. */
  readonly error: AppError | null
  /** False while the items are still those of another text. */
  readonly ready: boolean
}

const allPlaces = [...places, 'settings'] as const

function useFound(text: string): FoundThings {
  const { t } = useTranslation()
  const search = text.trim()
  const settled = useSettled(search)
  const found = useQueryOf(
    'items.list',
    { search: settled, limit: itemsShown },
    { enabled: settled !== '', keepPrevious: true },
  )
  const fits = (label: string): boolean => searchText(label).includes(searchText(text))
  const bound = useKeysOfLayer(0)
  const { rows, switchTo } = useSwitch()
  return {
    items: settled === '' ? [] : (found.data?.rows ?? []),
    places: allPlaces.filter((place) => fits(t(`places.${place}`))),
    commands: text === '' ? [] : bound.filter((binding) => binding.run !== undefined && fits(binding.label)),
    connections: text === '' ? [] : rows.filter(({ inUse, name }) => !inUse && fits(t('switch.to', { name }))),
    switchTo,
    error: settled === '' ? null : found.error,
    ready: settled === search && !found.isPlaceholderData && !(found.isFetching && found.data === undefined),
  }
}

function Found({
  text,
  items,
  places: shownPlaces,
  commands,
  connections,
  switchTo,
  error,
}: { readonly text: string } & FoundThings) {
  const { t } = useTranslation()
  const nothing = items.length + commands.length + connections.length + shownPlaces.length === 0
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
                <b>
                  <ShownQuantity value={item.quantity} />
                </b>
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
      {connections.length > 0 && (
        <Spotlight.ActionsGroup label={t('switch.title')}>
          {connections.map(({ connectionID, name }) => (
            <Spotlight.Action
              key={connectionID}
              label={t('switch.to', { name })}
              // After the overlay is gone: it may ask first.
              onClick={() => setTimeout(() => switchTo(connectionID), 0)}
              leftSection={<Icon name="link" />}
            />
          ))}
        </Spotlight.ActionsGroup>
      )}
      {commands.length > 0 && (
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
      {error !== null && <ErrorPanel error={error} />}
      {nothing && error === null && (
        <Spotlight.Empty>{text === '' ? t('find.hint') : t('find.nothing', { text })}</Spotlight.Empty>
      )}
    </Spotlight.ActionsList>
  )
}
