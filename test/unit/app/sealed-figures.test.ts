import { expect, it } from 'vitest'
import { openFigures, sealFigures } from '../../../src/main/core/app/count-files/sealed-figures.ts'
import { sealText } from '../../../src/main/core/store/sealed-text.ts'

const events = [{ expected: 4 }, { expected: null }]

it('figures come back by the secret they were sealed with, and stay unknown by another', () => {
  const { events: bare, sealed } = sealFigures(events, 'shop')
  expect(bare).toEqual([{ expected: null }, { expected: null }])
  expect(openFigures(bare, sealed, 'shop')).toEqual(events)
  expect(openFigures(bare, sealed, 'another')).toEqual(bare)
})

it.each(['not json', '{"figures":[4]}', '["4"]', '[1e99]'])(
  'sealed text that is no figures leaves them unknown: %s',
  (text) => {
    expect(openFigures(events, sealText(text, 'shop'), 'shop')).toEqual(events)
    expect(openFigures([{ expected: null }], sealText(text, 'shop'), 'shop')).toEqual([{ expected: null }])
  },
)
