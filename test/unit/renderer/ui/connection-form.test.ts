import { expect, it } from 'vitest'
import { connectionProblems, isOpenAddress, newConnection } from '../../../../src/renderer/ui/connection-form.ts'

it('asks of a new connection for nothing but its key', () => {
  expect(connectionProblems(newConnection, false)).toEqual({ apiKey: 'keyMissing' })
  expect(connectionProblems({ ...newConnection, apiKey: 'k' }, false)).toEqual({})
})

it('lets the saved key stay', () => {
  expect(connectionProblems(newConnection, true)).toEqual({})
})

it('says of each field what is wrong with it', () => {
  const text = { name: ' ', baseUrl: 'api.withhako.com', apiKey: '' }
  expect(connectionProblems(text, false)).toEqual({
    name: 'nameMissing',
    baseUrl: 'notAnAddress',
    apiKey: 'keyMissing',
  })
  expect(connectionProblems({ ...newConnection, baseUrl: 'ftp://x/' }, true)).toEqual({ baseUrl: 'notAnAddress' })
})

it('takes an address with spaces around it, as pasted', () => {
  expect(connectionProblems({ ...newConnection, baseUrl: ' https://hako.example/v1/ ' }, true)).toEqual({})
})

it('warns of an unencrypted address, except on this PC alone', () => {
  expect(isOpenAddress('http://hako.example/v1/')).toBe(true)
  expect(isOpenAddress('http://127.0.0.1.hako.example/')).toBe(true)
  for (const safe of [
    'https://hako.example/',
    'http://127.0.0.1:4100/v1/',
    'http://localhost/',
    'http://[::1]/',
    'http:',
    '',
  ])
    expect(isOpenAddress(safe), safe).toBe(false)
})
