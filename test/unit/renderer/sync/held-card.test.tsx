import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LinkedClient } from '../../../../src/renderer/data/linked-client.ts'
import { ClientContext } from '../../../../src/renderer/data/query.ts'
import { HeldCard } from '../../../../src/renderer/features/sync/held-card.tsx'
import { i18n } from '../../../../src/renderer/i18n/i18n.ts'
import { ok } from '../../../../src/shared/domain/result.ts'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
Object.assign(window, {
  matchMedia: () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }),
})

let root: Root
let calls: [string, unknown][]

const missing = {
  holdID: 'h1',
  consented: false,
  kinds: [{ kind: 'item', rows: 25, known: 60, listed: 35, since: 0, cause: 'cleanUp', dirty: 1 }],
  rows: [
    { kind: 'item', key: 'A-1', name: 'Apple', open: 1 },
    { kind: 'item', key: 'B-2', name: 'Pear', open: 0 },
  ],
  total: 25,
}

/** Answers as the core would; what was asked is kept. */
const client: LinkedClient = {
  call: (method, input) => {
    calls.push([method, input])
    const answers: Record<string, unknown> = {
      'sync.missing': missing,
      'sync.removeMissing': { removed: 25, carriedOut: true },
      'sync.keepMissing': { held: 25 },
    }
    return Promise.resolve(ok(answers[method] as never)) // safe: of the method's own form, above
  },
  listen: () => () => undefined,
  linkState: () => 'open',
  watchLink: () => () => undefined,
}

async function settle(): Promise<void> {
  await act(async () => {
    await new Promise((resolve) => setTimeout(resolve, 0))
  })
}

beforeEach(async () => {
  calls = []
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.querySelector('#root') ?? document.body)
  await act(async () => {
    root.render(
      <I18nextProvider i18n={i18n}>
        <MantineProvider>
          <QueryClientProvider client={new QueryClient()}>
            <ClientContext value={client}>
              <HeldCard />
            </ClientContext>
          </QueryClientProvider>
        </MantineProvider>
      </I18nextProvider>,
    )
    await Promise.resolve()
  })
  await settle()
})

afterEach(async () => {
  await act(async () => {
    root.unmount()
    await Promise.resolve()
  })
  await i18n.changeLanguage('en')
})

const press = async (label: RegExp): Promise<void> => {
  const button = [...document.querySelectorAll('button')].find(({ textContent }) => label.test(textContent))
  if (button === undefined) throw new Error(`No button ${String(label)}`)
  act(() => button.click())
  await settle()
}

const asked = (method: string): unknown[] => calls.filter(([name]) => name === method).map(([, input]) => input)

it('says how many are missing, which, why perhaps, and what becomes of waiting work', () => {
  const text = document.body.textContent
  expect(text).toContain('25 records are missing in Hako: are they gone?')
  expect(text).toContain('25 of 60 items.')
  expect(text).toContain('somebody removed many at once')
  expect(text).toContain('A-1')
  expect(text).toContain('and 23 more')
  expect(text).toContain('its changes become a question')
})

it('removes only after a second press, and exactly the rows that were shown', async () => {
  await press(/They are gone/)
  expect(asked('sync.removeMissing')).toEqual([])
  await press(/Yes, remove 25 here/)
  expect(asked('sync.removeMissing')).toEqual([{ holdID: 'h1' }])
})

it('keeps them and looks again at one press', async () => {
  await press(/Keep them/)
  expect(asked('sync.keepMissing')).toEqual([{}])
})

it('asks in German as well', async () => {
  await act(() => i18n.changeLanguage('de'))
  expect(document.body.textContent).toContain('25 Datensätze fehlen in Hako')
})
