/**
 * The renderer: React over the contract, nothing else. It renders and calls hooks; what is true is asked of the core.
 *
 * Folders, and what each may import (never upwards):
 *   app/         entry, providers, frame, Find and the key sheet        → everything below
 *   features/    one folder per place; never each other                 → everything below
 *   ui/          parts without data of their own, tokens, theme         → navigation, i18n, scanner, types of data/
 *   scanner/ sounds/  capture of scans, the five sounds                 → data, navigation
 *   navigation/  routes, keys, state of the screen                      → nothing
 *   data/        the client, queries, commands, windows over long lists → shared/contract
 *   i18n/        texts, figures and times in the user's language        → nothing
 *
 * A feature is one screen component, `features/<place>/<place>-screen.tsx`, named in app/screens.tsx. It renders a
 * `<Page header panel>`, reads with `useQueryOf`/`useRows`, acts with `useCommand`, takes scans with `useScanHandler`,
 * binds its keys by `<KeyButton keys>` or `useKeys`, and has its texts in `i18n/{en,de}/<place>.json`.
 * Exactly one `<KeyButton kind="filled">` is on screen; it has Ctrl Enter by itself.
 */
import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { LinkedClient } from '../data/linked-client.ts'
import { createQueryClient, followEvents } from '../data/query-client.ts'
import { ClientContext } from '../data/query.ts'
import { KeyMap } from '../navigation/key-map.ts'
import { listenKeys } from '../navigation/listen-keys.ts'
import { KeyMapContext } from '../navigation/use-keys.ts'
import type { Sounds } from '../sounds/sounds.ts'
import { CrashGuard } from './crash-guard.tsx'
import { Preferences } from './preferences.tsx'
import { Scanning } from './scanning.tsx'
import { Workplace } from './workplace.tsx'

export interface AppProps {
  readonly client: LinkedClient
  /** Made once for the window, so that they wake with its first key. */
  readonly sounds: Sounds
  /** Of the content security policy; styles without it are refused. */
  readonly nonce: string
}

export function App({ client, sounds, nonce }: AppProps) {
  const [queryClient] = useState(createQueryClient)
  const [keyMap] = useState(() => new KeyMap())
  useEffect(() => followEvents(client, queryClient), [client, queryClient])
  useEffect(() => listenKeys(window, keyMap), [keyMap])
  return (
    <ClientContext value={client}>
      <QueryClientProvider client={queryClient}>
        <KeyMapContext value={keyMap}>
          <Preferences nonce={nonce}>
            <Scanning sounds={sounds}>
              <CrashGuard>
                <Workplace />
              </CrashGuard>
            </Scanning>
          </Preferences>
        </KeyMapContext>
      </QueryClientProvider>
    </ClientContext>
  )
}
