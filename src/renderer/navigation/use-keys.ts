import { createContext, use, useEffect, useRef, useSyncExternalStore } from 'react'
import { KeyMap, type Binding } from './key-map.ts'

export const KeyMapContext = createContext<KeyMap>(new KeyMap())
/** 0 on a page, one more in every dialog over it. Set by ui/dialog.tsx. */
export const KeyLayerContext = createContext(0)

export interface KeyChoice extends Omit<Binding, 'where'> {
  readonly where?: Binding['where']
  readonly enabled?: boolean
}

/** Binds keys while the component is mounted. Works while a field has the focus, except for bare keys and arrows. */
export function useKeys(choices: readonly KeyChoice[]): void {
  const keyMap = use(KeyMapContext)
  const layer = use(KeyLayerContext)
  const latest = useRef(choices)
  useEffect(() => {
    latest.current = choices
  })
  const shape = choices.map(({ keys, label, where, command, enabled, run }) => {
    return [keys, label, where, command, enabled, run !== undefined]
  })
  const signature = JSON.stringify(shape)
  useEffect(() => {
    const bindings = latest.current.flatMap((choice): Binding[] => {
      if (choice.enabled === false) return []
      const { keys, label, where = 'here', command } = choice
      // Through `latest`, so that the newest closure runs without binding again at every render.
      const run = choice.run && (() => latest.current.find((now) => now.keys === keys)?.run?.())
      return [{ keys, label, where, command, run }]
    })
    return bindings.length === 0 ? undefined : keyMap.bind(bindings, layer)
  }, [keyMap, layer, signature])
}

/** Hides the page's keys while `open`, even before the dialog binds its own. */
export function useKeyLayer(open: boolean, close: Binding): number {
  const keyMap = use(KeyMapContext)
  const layer = use(KeyLayerContext) + 1
  const latest = useRef(close)
  useEffect(() => {
    latest.current = close
  })
  useEffect(() => (open ? keyMap.bind([latest.current], layer) : undefined), [open, keyMap, layer])
  return layer
}

/** The keys of one layer, 0 being the page itself, in the order they were bound. */
export function useKeysOfLayer(layer: number): readonly Binding[] {
  const keyMap = use(KeyMapContext)
  return useSyncExternalStore(keyMap.watch, () => keyMap.activeOf(layer)).toReversed()
}
