import { describe, expect, it } from 'vitest'
import { readLogin } from '../../../../src/main/remotes/racko/credentials.ts'

const encode = (text: string): string => Buffer.from(text, 'latin1').toString('base64')

describe('Racko’s login', () => {
  it('sends the secret decoded, beside the key', () => {
    expect(readLogin({ apiKey: ' key-1 ', secret: encode('s3cret~value') })).toEqual({
      ok: true,
      value: {
        headers: { 'racko-api-key': 'key-1', 'racko-secret': 's3cret~value' },
        secrets: ['key-1', encode('s3cret~value'), 's3cret~value'],
      },
    })
  })

  it('takes a secret that was wrapped over lines, lost its padding, or is of the URL kind', () => {
    const secret = 'a?>b?>c?>'
    for (const text of [
      `${encode(secret).slice(0, 4)}\n${encode(secret).slice(4)}`,
      encode('ab').replace(/=/g, ''),
      'YT8-Yj8-Yz8-',
    ])
      expect(readLogin({ apiKey: 'key-1', secret: text }).ok).toBe(true)
  })

  it('takes a token in place of both, with or without its word', () => {
    for (const token of ['a.b.c', 'Bearer a.b.c'])
      expect(readLogin({ token })).toEqual({
        ok: true,
        value: { headers: { authorization: 'Bearer a.b.c' }, secrets: ['a.b.c'] },
      })
    expect(readLogin({ apiKey: 'key-1', secret: encode('s'), token: 'a.b.c' })).toMatchObject({
      value: { headers: { 'racko-api-key': 'key-1' } },
    })
  })

  it('is nothing without credentials, which is no fault', () => {
    expect(readLogin({})).toEqual({ ok: true, value: null })
    expect(readLogin({ apiKey: '', secret: ' ', token: '' })).toEqual({ ok: true, value: null })
  })

  it.each([
    ['no base64', { apiKey: 'key-1', secret: 'not base64!' }, 'The secret is not base64'],
    ['a length that base64 can’t have', { apiKey: 'key-1', secret: 'abcde' }, 'The secret is not base64'],
    [
      'bytes outside visible ASCII',
      { apiKey: 'key-1', secret: encode('caf\u00e9') },
      'decodes to signs that can’t be sent',
    ],
    ['a line end in it', { apiKey: 'key-1', secret: encode('a\r\nx-admin: 1') }, 'decodes to signs that can’t be sent'],
    ['a key alone', { apiKey: 'key-1' }, 'the secret is missing'],
    ['a secret alone', { secret: encode('s') }, 'the API key is missing'],
    ['a key with a space', { apiKey: 'key 1', secret: encode('s') }, 'The API key holds signs'],
    ['a token with a line end', { token: 'a\nb' }, 'The token holds signs'],
  ])('with %s is refused with a sentence that does not tell it', (_, credentials, sentence) => {
    const read = readLogin(credentials)
    expect(read.ok ? '' : read.error).toContain(sentence)
    for (const value of Object.values(credentials)) expect(read.ok ? '' : read.error).not.toContain(` ${value}`)
  })
})
