import { expect, test } from 'vitest'
import type { RemoteKind } from '../../../../src/shared/contract/connections.ts'
import {
  connectionProblems,
  isComplete,
  isOpenAddress,
  newConnection,
  typedCredentials,
} from '../../../../src/renderer/ui/connection-form.ts'

const kind: RemoteKind = {
  remote: 'hako-v1',
  title: 'Hako',
  defaultBaseUrl: 'https://api.withhako.com/v1/',
  credentials: [{ name: 'apiKey', secret: true, alternative: false }],
  capabilities: [],
  settings: [],
}
const withAlternative: RemoteKind = {
  ...kind,
  credentials: [
    ...kind.credentials,
    { name: 'secret', secret: true, alternative: false },
    { name: 'token', secret: true, alternative: true },
  ],
}
const fresh = newConnection(kind)

test('a new connection has the kind’s name and address, and misses its credentials', () => {
  expect(fresh).toMatchObject({ name: 'Hako', baseUrl: 'https://api.withhako.com/v1/' })
  expect(connectionProblems(kind, fresh, false)).toEqual({ missing: ['apiKey'] })
  expect(isComplete(connectionProblems(kind, { ...fresh, credentials: { apiKey: 'k' } }, false))).toBe(true)
})

test('a name that is taken gets a number', () => {
  expect(newConnection(kind, ['Hako', 'Hako 2']).name).toBe('Hako 3')
})

test('saved credentials need not be typed again', () => {
  expect(isComplete(connectionProblems(kind, fresh, true))).toBe(true)
})

test('one credential may stand instead of all the others', () => {
  const missing = (credentials: Record<string, string>) =>
    connectionProblems(withAlternative, { ...fresh, credentials }, false).missing
  expect(missing({})).toEqual(['apiKey', 'secret'])
  expect(missing({ apiKey: 'k', secret: ' ' })).toEqual(['secret'])
  expect(missing({ apiKey: 'k', secret: 's' })).toEqual([])
  expect(missing({ token: 't' })).toEqual([])
})

test('a name and an address must be there', () => {
  const empty = { ...fresh, name: ' ', baseUrl: 'api.withhako.com' }
  expect(connectionProblems(kind, empty, true)).toEqual({ name: 'nameMissing', baseUrl: 'notAnAddress', missing: [] })
  expect(connectionProblems(kind, { ...fresh, baseUrl: 'ftp://x/' }, true)).toMatchObject({ baseUrl: 'notAnAddress' })
  expect(isComplete(connectionProblems(kind, { ...fresh, baseUrl: ' https://hako.example/v1/ ' }, true))).toBe(true)
})

test('only what was typed is sent, without the spaces of pasting', () => {
  expect(typedCredentials({ ...fresh, credentials: { apiKey: ' k\n', secret: ' ' } })).toEqual({ apiKey: 'k' })
  expect(typedCredentials({ ...fresh, credentials: { apiKey: '' } })).toBeUndefined()
})

test.each([
  ['http://shop.example/v1/', true],
  ['https://shop.example/v1/', false],
  ['http://127.0.0.1:4010/', false],
  ['http://localhost/', false],
  ['not an address', false],
])('%s is open to others: %s', (address, open) => {
  expect(isOpenAddress(address)).toBe(open)
})
