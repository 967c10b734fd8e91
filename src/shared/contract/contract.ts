import type { z } from 'zod'
import type { Result } from '../domain/result.ts'
import { announcingMethods } from './announcing.ts'
import { appMethods } from './app.ts'
import { barcodeMethods } from './barcodes.ts'
import { bundleMethods } from './bundles.ts'
import { catalogueMethods } from './catalogues.ts'
import { connectionMethods } from './connections.ts'
import { countFileMethods } from './count-files.ts'
import { dataMethods } from './data.ts'
import type { AppError } from './errors.ts'
import type { ChangedEvent } from './events.ts'
import { handingOverMethods } from './handing-over.ts'
import { itemMethods } from './items.ts'
import { moveMethods } from './moves.ts'
import { paperMethods } from './paper.ts'
import { peopleMethods } from './people.ts'
import { practiceMethods } from './practice.ts'
import { queueMethods } from './queue.ts'
import { reviewingMethods } from './reviewing.ts'
import { scopingMethods } from './scoping.ts'
import { settingsMethods } from './settings.ts'
import { stockMethods } from './stock.ts'
import { stocktakeMethods } from './stocktakes.ts'
import { countingMethods } from './counting.ts'
import { syncMethods } from './sync.ts'
import { warehouseMethods } from './warehouses.ts'

/**
 * The contract: one table of everything that can be asked of the core. Screens, terminal and tests speak nothing else,
 * over any transport. Inputs are parsed at the core's door, whoever sent them. May import zod and the domain; nothing else.
 */
export const contract = {
  ...appMethods,
  ...connectionMethods,
  ...itemMethods,
  ...warehouseMethods,
  ...bundleMethods,
  ...stockMethods,
  ...barcodeMethods,
  ...catalogueMethods,
  ...stocktakeMethods,
  ...countingMethods,
  ...scopingMethods,
  ...reviewingMethods,
  ...handingOverMethods,
  ...countFileMethods,
  ...paperMethods,
  ...moveMethods,
  ...announcingMethods,
  ...queueMethods,
  ...syncMethods,
  ...settingsMethods,
  ...peopleMethods,
  ...practiceMethods,
  ...dataMethods,
} as const

export type Contract = typeof contract
export type MethodName = keyof Contract
/** What a caller writes: defaults may be left out. */
export type Input<M extends MethodName> = z.input<Contract[M]['input']>
/** What a handler receives: parsed, defaults filled in. */
export type ParsedInput<M extends MethodName> = z.output<Contract[M]['input']>
export type Output<M extends MethodName> = z.output<Contract[M]['output']>

export type QueryName = { [M in MethodName]: Contract[M]['kind'] extends 'query' ? M : never }[MethodName]
export type CommandName = Exclude<MethodName, QueryName>

export const methodNames = Object.keys(contract) as MethodName[] // safe: the keys of the constant just above

export const isMethodName = (name: string): name is MethodName => Object.hasOwn(contract, name)

/** The contract as a caller sees it. Every transport offers exactly this. */
export interface Client {
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Result<Output<M>, AppError>>
  /** Hears every event until the returned disposer is called. */
  listen(listener: (event: ChangedEvent) => void): () => void
}
