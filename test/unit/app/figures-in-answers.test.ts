import { expect, it } from 'vitest'
import { z } from 'zod'
import { peopleCommands, peopleQueries } from '../../../src/main/core/app/people.ts'
import { refusal } from '../../../src/main/core/app/rights.ts'
import { methodsWithFigures } from '../../../src/main/core/app/shown-figures.ts'
import { contract, methodNames, type MethodName } from '../../../src/shared/contract/contract.ts'
import { openAppWorld } from '../../support/app-world.ts'

/**
 * Every answer that could carry a figure of stock passes through the table of shown figures, is refused to whoever may
 * not see figures, or is excused here. A new method that is none of the three fails.
 */
const excused: Readonly<Record<string, readonly MethodName[]>> = {
  'says what a code or a bundle is made of': [
    ...(['bundles.list', 'bundles.get', 'practice.codes'] as const),
    ...(['barcodes.resolve', 'barcodes.list', 'barcodes.checkImport'] as const),
  ],
  'says what was counted, scanned or moved by hand': [
    ...([
      'stocktakes.list',
      'stocktakes.get',
      'stocktakes.tape',
      'stocktakes.preview',
      'stocktakes.readSheet',
    ] as const),
    ...(['stocktakes.scan', 'stocktakes.count', 'stocktakes.amend', 'stocktakes.undo', 'stocktakes.mark'] as const),
    ...(['moves.scan', 'moves.setLine', 'moves.undo', 'moves.announcements'] as const),
    ...(['barcodes.unknown', 'barcodes.assign', 'catalogues.take', 'connections.get'] as const),
  ],
  'hides figures by itself, because a blind double count hides them from reviewers too': [
    ...(['stocktakes.lines', 'stocktakes.sheet'] as const),
  ],
  'seals what was expected': ['stocktakes.export'],
  'is whole on purpose, so that nothing is lost (docs/decisions/0013)': ['data.export'],
  'leaves out by itself what the log tells of figures': ['data.diagnostics'],
  'says what could not be saved from a damaged file': ['data.status'],
  'counts the rows of the mirror': ['app.status'],
  'says by which rules is counted': ['settings.get', 'settings.set'],
  'sets on paper what whoever asks hands in': ['paper.pdf'],
}

interface Schema {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly additionalProperties?: Schema | false
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
}

const figureNames = new Set([
  ...['quantity', 'expected', 'before', 'after', 'remote', 'stock', 'onHand', 'inventory', 'cells', 'low', 'high'],
  ...['variance', 'drift', 'difference', 'short', 'over', 'pieces', 'buildable', 'worth'],
])

/** A quantity of the contract, a number that is called like one, anything that the schema leaves open, or a whole file. */
function tellsFigure(schema: Schema, name: string): boolean {
  const { type, properties = {}, items, prefixItems = [], additionalProperties } = schema
  const others = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? []), ...prefixItems]
  const inner = [...others, ...[items, additionalProperties].filter((each) => typeof each === 'object')]
  if (inner.some((each) => tellsFigure(each, name))) return true
  if (Object.entries(properties).some(([member, each]) => tellsFigure(each, member))) return true
  if ('mediaType' in properties || name === 'base64') return true
  if (type === 'number') return isQuantity(schema) || figureNames.has(name)
  if (type === 'integer') return figureNames.has(name)
  return type === undefined && others.length === 0 && schema.enum === undefined && !('const' in schema)
}

/** As `quantity` in src/shared/contract/values.ts has it; the narrower ones keep its upper end. */
const isQuantity = ({ maximum }: Schema): boolean => maximum === 1e9

const answerOf = (method: MethodName): Schema =>
  // Safe: a JSON schema of draft 2020-12, of which the members above are read.
  z.toJSONSchema(contract[method].output, { unrepresentable: 'any', reused: 'inline' }) as Schema

it('no answer carries figures of stock past the table, the rights and the list of excuses', async () => {
  const world = await openAppWorld({ handlers: { queries: peopleQueries, commands: peopleCommands } })
  await world.call('people.add', { name: 'Chief' })
  await world.call('people.signIn', await world.call('people.add', { name: 'Counter', roles: ['count'] }))
  const isRefused = (method: MethodName): boolean =>
    refusal(world.store.reader, { method, input: { changes: {} }, damaged: false }) !== null
  const telling = methodNames.filter((method) => tellsFigure(answerOf(method), ''))
  const unguarded = telling.filter((method) => !methodsWithFigures.has(method) && !isRefused(method))
  expect(unguarded.toSorted()).toEqual(Object.values(excused).flat().toSorted())
})

it('knows a figure by its kind, by its name and where anything could stand', () => {
  expect(tellsFigure(answerOf('stock.list'), '')).toBe(true)
  expect(tellsFigure(answerOf('sync.log'), '')).toBe(true)
  expect(tellsFigure(answerOf('stocktakes.export'), '')).toBe(true)
  expect(tellsFigure(answerOf('people.list'), '')).toBe(false)
})
