import { describe, expect, it } from 'vitest'
import { codeIn, explainError } from '../../../../src/main/remotes/racko/errors.ts'

const plain = (text: string): string => text
const mapped = { confirmed: true, code: 'fault.kind', text: 'fault.words' }

describe('Racko’s custom codes', () => {
  it.each([
    ['invalid_request', 'Racko did not take this: The lot is closed'],
    ['login', 'Racko does not know this user, or the password is wrong: The lot is closed'],
    ['invalid_token', 'Racko says that the token is not valid or has expired: enter a new one: The lot is closed'],
    ['no_permission', 'This key may not do that at Racko: a permission is missing: The lot is closed'],
    [
      'ip_ban',
      'Racko has blocked this network for a while because of unusual traffic: ask Racko’s support: The lot is closed',
    ],
    ['inactive', 'Racko says that this is inactive: The lot is closed'],
    ['no_content', 'Racko does not have this: The lot is closed'],
    ['duplicated', 'Racko has this already: The lot is closed'],
    ['rate_limit', 'Racko asks to wait: too many requests: The lot is closed'],
    ['internal', 'Racko has a fault of its own: try again later.'],
    ['timeout', 'Racko did not answer in time: The lot is closed'],
  ])('%s is a plain sentence, by the mapping and without one', (code, sentence) => {
    expect(explainError(JSON.stringify({ fault: { kind: code, words: 'The lot is closed' } }), mapped, plain)).toBe(
      sentence,
    )
    expect(explainError(JSON.stringify({ code, message: 'The lot is closed' }), undefined, plain)).toBe(sentence)
    expect(
      explainError(JSON.stringify([{ x: { y: code } }, { message: 'The lot is closed' }]), mapped, plain),
    ).toContain(sentence.split(':')[0])
  })

  it('are found under any name, and nothing is made of other words', () => {
    expect(codeIn('{"a":[{"b":"rate_limit"}]}', undefined)).toBe('rate_limit')
    expect(codeIn('{"message":"the rate_limit is 5"}', undefined)).toBeNull()
    expect(codeIn('{"code":"toString"}', undefined)).toBeNull()
    expect(codeIn('<html>timeout</html>', undefined)).toBeNull()
    expect(explainError('{"error":"duplicated"}', undefined, plain)).toBe('Racko has this already.')
    expect(explainError('{"message":"Something"}', undefined, plain)).toBeNull()
  })
})
