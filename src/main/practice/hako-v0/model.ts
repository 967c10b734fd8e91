/**
 * The practice account of Hako's API, version 0: its own routes, forms and inventory over the tables of version 1, written
 * from the API's document. Synchronous and deterministic, as version 1 is.
 */
import { openAccount, type HakoModel, type ModelOptions } from '../hako-v1/model.ts'
import { openTables } from '../hako-v1/tables/tables.ts'
import { dialect } from './routes.ts'
import { defaultSwitches, type HakoV0Switches } from './switches.ts'

export type HakoV0Model = HakoModel<HakoV0Switches>

export function createHakoV0Model({
  database = ':memory:',
  switches = {},
}: ModelOptions<HakoV0Switches> = {}): HakoV0Model {
  return openAccount(openTables(database), { ...defaultSwitches, ...switches }, dialect)
}
