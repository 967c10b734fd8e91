import { expect, it } from 'vitest'
import { isTouched } from '../../../../src/renderer/data/topics.ts'
import { contract, methodNames } from '../../../../src/shared/contract/contract.ts'
import { topics, type Topic } from '../../../../src/shared/contract/events.ts'

const queries = methodNames.filter((name) => contract[name].kind === 'query')
/** What they answer depends on what they are given alone. */
const ofTheirInput = ['paper.pdf', 'evidence.verify']
const touchedBy = (...changed: Topic[]): string[] => queries.filter((name) => isTouched(name, new Set(changed)))

it('reads every query again for some topic: none can grow stale for ever', () => {
  const reached = new Set(topics.flatMap((topic) => touchedBy(topic)))
  expect(queries.filter((name) => !reached.has(name))).toEqual(ofTheirInput)
})

it('makes every topic touch something', () => {
  expect(topics.filter((topic) => touchedBy(topic).length === 0)).toEqual([])
})

it('reads figures again after stock moved, and leaves settings alone', () => {
  expect(touchedBy('stock')).toEqual(
    expect.arrayContaining(['items.list', 'stock.list', 'moves.get', 'warehouses.list']),
  )
  expect(touchedBy('stock')).not.toContain('settings.get')
})

it('counts a connection’s work again after every piece of it, but not its name in the top bar', () => {
  for (const topic of ['queue', 'stocktakes', 'moves'] as const) {
    expect(touchedBy(topic)).toEqual(expect.arrayContaining(['connections.list', 'connections.get']))
    expect(touchedBy(topic)).not.toContain('connections.names')
  }
  expect(touchedBy('connections')).toContain('connections.names')
})

it('touches nothing where nothing changed', () => {
  expect(touchedBy()).toEqual([])
})
