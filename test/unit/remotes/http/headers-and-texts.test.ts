import { describe, expect, it } from 'vitest'
import { createConceal, findErrorText, tidyText } from '../../../../src/main/remotes/http/error-text.ts'
import { parseHttpDate, parseRetryAfter } from '../../../../src/main/remotes/http/retry-after.ts'

const plain = createConceal([])

describe('Retry-After', () => {
  const now = Date.UTC(2017, 4, 31, 4, 4, 6)

  it.each([
    ['30', 30_000],
    ['0', 0],
    ['1.5', 1500],
    ['.25', 250],
    [' 2 ', 2000],
    ['Wed, 31 May 2017 04:04:36 GMT', 30_000],
    ['Wed, 31 May 2017 04:04:00 GMT', 0],
    ['', null],
    ['soon', null],
    ['-5', null],
    ['1e3', null],
    ['2017-05-31', null],
    [null, null],
  ])('%j means %j ms', (header, milliseconds) => {
    expect(parseRetryAfter(header, now)).toBe(milliseconds)
  })

  it('as a date means nothing without the date of the answer', () => {
    expect(parseRetryAfter('Wed, 31 May 2017 04:04:36 GMT', null)).toBeNull()
    expect(parseRetryAfter('5', null)).toBe(5000)
  })

  it('takes HTTP dates only', () => {
    expect(parseHttpDate('Wed, 31 May 2017 04:04:06 GMT')).toBe(now)
    expect(parseHttpDate('5')).toBeNull()
    expect(parseHttpDate('Someday, sometime')).toBeNull()
  })
})

describe('the text of an error', () => {
  it.each([
    ['{"error":{"message":"sku exists"}}', 'sku exists'],
    ['{"error":"sku exists"}', 'sku exists'],
    ['{"message":"sku exists"}', 'sku exists'],
    ['{"errors":["a","b"]}', 'a; b'],
    ['{"errors":[{"message":"a"},{"detail":"b"}]}', 'a; b'],
    ['[{"error":"a"}]', 'a'],
    ['"sku exists"', 'sku exists'],
    ['sku exists', 'sku exists'],
    ['<!doctype html><title>Bad gateway</title><h1>502</h1>', 'Bad gateway'],
    ['<html><body><script>let a</script><h1>Sign\n in</h1></body></html>', 'Sign in'],
    ['{"message":"use <b>PATCH</b>"}', 'use PATCH'],
    ['{"message":"quantity < 5 and > 3"}', 'quantity < 5 and > 3'],
    ['line\u0000 one\r\n  line two', 'line one line two'],
    ['{"code":4}', null],
    ['', null],
    ['  ', null],
  ])('of %j is %j', (body, text) => {
    expect(findErrorText(body, plain)).toBe(text)
  })

  it('has at most 500 characters', () => {
    const text = findErrorText('ß🧰'.repeat(600), plain) ?? ''
    expect(Array.from(text)).toHaveLength(500)
    expect(text.endsWith('…')).toBe(true)
  })

  it('hides secrets in every form, before it is cut', () => {
    const conceal = createConceal(['key "one"', 'c2VjcmV0', 'abc'])
    expect(conceal('key "one" key%20%22one%22 {"k":"key \\"one\\""} c2VjcmV0 abc')).toBe('••• ••• {"k":"•••"} ••• abc')
    const cut = tidyText(`${'x'.repeat(495)} c2VjcmV0`, conceal)
    expect(cut).not.toContain('c2V')
  })
})
