import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LinkedClient } from '../../../../src/renderer/data/linked-client.ts'
import { ClientContext } from '../../../../src/renderer/data/query.ts'
import { QuestionCard } from '../../../../src/renderer/features/sync/question-card.tsx'
import { i18n } from '../../../../src/renderer/i18n/i18n.ts'
import type { Question, QueueRow } from '../../../../src/shared/contract/queue.ts'
import { ok } from '../../../../src/shared/domain/result.ts'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
const nothing = (): void => undefined
Object.assign(globalThis, {
  ResizeObserver: class {
    observe = nothing
    unobserve = nothing
    disconnect = nothing
  },
})
Object.assign(window, {
  matchMedia: () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }),
})

const asked = (reason: Question['reason'], answers: Question['answers']): Question => ({
  ...{
    reason,
    answers,
    text: '',
    suggested: null,
    sentAt: null,
    before: null,
    reads: [],
    serverText: null,
    fields: [],
  },
})

const row = (changeID: number, sentWith: string, question: Question): QueueRow => ({
  ...{ changeID, sentWith, question, kind: 'transfer', record: 'item', state: 'quarantined', at: 0, stateAt: 0 },
  ...{ sku: `S${String(changeID)}`, warehouseID: 'W1', toWarehouseID: 'W2', quantity: 10 },
})

let root: Root
let calls: [string, unknown][]

/** Answers as the core would; what was asked is kept. */
const client: LinkedClient = {
  call: (method, input) => {
    calls.push([method, input])
    const answers: Record<string, unknown> = {
      'queue.list': { rows: [], total: 5000 },
      'queue.decide': { decided: [3, 2], changeIDs: [], decisionID: 1 },
      'warehouses.list': { rows: [], total: 0 },
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

async function show(questions: readonly [QueueRow, ...QueueRow[]], unlisted = 0): Promise<string> {
  const [first] = questions
  await act(async () => {
    root.render(
      <I18nextProvider i18n={i18n}>
        <MantineProvider>
          <QueryClientProvider client={new QueryClient()}>
            <ClientContext value={client}>
              <QuestionCard
                {...{ row: first, question: first.question ?? asked('lostAnswer', []), questions, unlisted }}
                onStep={nothing}
                onDone={nothing}
              />
            </ClientContext>
          </QueryClientProvider>
        </MantineProvider>
      </I18nextProvider>,
    )
    await Promise.resolve()
  })
  await settle()
  return document.body.textContent
}

async function press(label: string): Promise<unknown> {
  const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent.startsWith(label))
  if (button === undefined) throw new Error(`No button ${label}`)
  act(() => button.click())
  await settle()
  return calls.find(([method]) => method === 'queue.decide')?.[1]
}

beforeEach(() => {
  calls = []
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.querySelector('#root') ?? document.body)
})

afterEach(async () => {
  await act(async () => {
    root.unmount()
    await Promise.resolve()
  })
  await i18n.changeLanguage('en')
})

const lost = asked('lostAnswer', ['applied', 'resend', 'discard'])
const half = asked('halfApplied', ['compensate', 'applied', 'resend', 'discard'])

it('decides the lines of a request that it shows, and says what stays', async () => {
  const shown = await show([row(3, 'r', lost), row(2, 'r', lost), row(1, 'r', half)])
  expect(shown).toContain('Did this reach Hako? 2 changes in one request')
  expect(shown).toContain('1 more that went or was made with them is asked for another reason and stays open.')
  expect(await press('It happened')).toMatchObject({ changeIDs: [3, 2], decision: 'applied' })
})

it('says of an answer which lines do not take it', async () => {
  const shown = await show([row(3, 'r', lost), row(2, 'r', asked('lostAnswer', ['applied', 'resend', 'count']))])
  expect(shown.match(/1 line does not take this answer and stays open\./g)).toHaveLength(1)
  expect(await press('Give it up')).toMatchObject({ changeIDs: [3], decision: 'discard' })
})

it('asks once since a restore, with the number of all', async () => {
  const restored = asked('restored', ['applied', 'resend', 'discard'])
  const questions = [row(3, 'restored-1', restored), row(2, 'restored-1', restored)] as const
  const shown = await show([...questions], 4998)
  expect(shown).toContain('Were these sent before the restore? 5,000 movements')
  expect(shown).toContain('2 of 5,000 are listed here. The answer is for all 5,000.')
  expect(shown).not.toContain('not listed yet')
  await act(() => i18n.changeLanguage('de'))
  expect(await show([...questions], 4998)).toContain('2 von 5,000 stehen hier. Die Antwort gilt für alle 5,000.')
  const sent = await press('Es ist geschehen')
  expect(sent).toMatchObject({ sentWith: 'restored-1', reason: 'restored', decision: 'applied' })
})
