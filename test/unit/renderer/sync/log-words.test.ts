import { expect, it } from 'vitest'
import { logFacts } from '../../../../src/renderer/features/sync/log-facts.ts'
import { de, en } from '../../../../src/renderer/i18n/resources.ts'
import { logRow } from '../../../../src/shared/contract/sync.ts'

it.each(logRow.shape.event.options)('the event %s has a sentence of its own in both languages', (event) => {
  for (const words of [en.sync.event, de.sync.event]) expect(words[event].length).toBeGreaterThan(3)
  expect(de.sync.event[event] === en.sync.event[event]).toBe(false)
})

it('finds what an entry is about', () => {
  expect(logFacts({ details: { keys: ['a', 'b', 'c', 'd'], records: 4, text: 'no' } })).toEqual({
    keys: ['a', 'b', 'c'],
    number: 4,
    of: null,
    said: 'no',
  })
  expect(logFacts({ details: { kind: 'item', missing: 30, known: 90 } })).toEqual({
    keys: [],
    number: 30,
    of: 90,
    said: '',
  })
  expect(logFacts({ details: { key: 'a', fields: 'price' } })).toEqual({
    keys: ['a'],
    number: 1,
    of: null,
    said: 'price',
  })
})
