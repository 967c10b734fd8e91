import { expect, it } from 'vitest'
import { plainText } from '../../../../src/main/remotes/hakro/plain-text.ts'

it.each([
  ['**bold** and _slanted_', 'bold and slanted'],
  ['Polo <img src=x onerror=alert(1)> Women', 'Polo Women'],
  ['<script>alert(1)</script>', 'alert(1)'],
  ['# Heading\n- one\n- two', 'Heading one two'],
  ['[a shirt](https://example.com/x) ![picture](p.png)', 'a shirt picture'],
  ['`code` ~~gone~~ ***both***', 'code gone both'],
  ['Mixture 50 % cotton, 2*3 cm, A_1_B', 'Mixture 50 % cotton, 2*3 cm, A_1_B'],
  ['a \\*star\\* < 5 kg & > 3 kg', 'a *star* < 5 kg & > 3 kg'],
  ['Polo <XL>, <s> or <3XL>', 'Polo <XL>, <s> or <3XL>'],
  ['one<br/>two</p > <SPAN class="x">three</SPAN>', 'one two three'],
  ['  one\t\r\n two  ', 'one two'],
])('shows %j as the text alone', (markdown, text) => {
  expect(plainText(markdown)).toBe(text)
})

it('takes a long text of nothing but marks in no time', () => {
  const started = performance.now()
  plainText('*_'.repeat(20_000))
  plainText('[('.repeat(20_000))
  plainText('<!--'.repeat(20_000))
  expect(performance.now() - started).toBeLessThan(2000)
})
