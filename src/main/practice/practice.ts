/**
 * Practice servers: the APIs of the remotes, on this PC, with whatever can go wrong with them. For the first five
 * minutes with the app, for every test that needs a remote, and for the simulator. An independent witness: written from
 * the APIs' documents, and importing `src/shared`, Node, better-sqlite3 and zod only, nothing of the connectors.
 *
 * This file is the public door. In process, without HTTP: `createHakoV1Model(...).handle(request, nowMs)`, or with key,
 * rate limit and JSON text: `createHakoService(model, key).receive(request, nowMs)`.
 */
export { systemClock, type PracticeClock } from './clock.ts'
export type { Fault, FaultMatch, FaultRate, Loss } from './faults.ts'
export { createHakoV0Model, type HakoV0Model } from './hako-v0/model.ts'
export { actAsOtherV0, type OtherV0Act } from './hako-v0/other-client.ts'
export { startHakoV0Server, type HakoV0Server } from './hako-v0/server.ts'
export { defaultSwitches as defaultV0Switches, type HakoV0Switches } from './hako-v0/switches.ts'
export { createHakoV1Model, type HakoModel, type HakoV1Model, type ModelOptions } from './hako-v1/model.ts'
export { collectBody, type Answer, type Mishap, type WireRequest } from './api.ts'
export { actAsOther, type OtherAct } from './hako-v1/other-client.ts'
export type { HakoRequest, PlainAnswer } from './hako-v1/request.ts'
export { startHakroServer, type HakroControl, type HakroServer } from './hakro/server.ts'
export type { ShopItem } from './hakro/catalogue.ts'
export type { HakroSwitches } from './hakro/switches.ts'
export { startHivePractice, type HiveControl, type HiveServer } from './hive/server.ts'
export type { HiveSwitches } from './hive/switches.ts'
export { practiceBarcodes, type PracticeBarcode } from './hako-v1/seed/barcodes.ts'
export { generateItems } from './hako-v1/seed/many.ts'
export { plantSeed, type Seed, type SeedItem } from './hako-v1/seed/records.ts'
export { seedIfNew, type SeedChoice } from './hako-v1/seed/seed.ts'
export { createHakoService } from './hako-v1/service.ts'
export type { Snapshot } from './hako-v1/snapshot.ts'
export { defaultSwitches, type HakoSwitches } from './hako-v1/switches.ts'
export { startRackoServer, type RackoControl, type RackoServer } from './racko/server.ts'
export type { RackoSwitches } from './racko/switches.ts'
export { seededRandom, type Random } from './random.ts'
export type { RequestRecord } from './request-log.ts'
export {
  practiceApiKey,
  startPracticeServer,
  type PracticeControl,
  type PracticeOptions,
  type PracticeServer,
} from './hako-v1/server.ts'
export {
  practiceKinds,
  type PracticeKind,
  type PracticeKindOptions,
  type PracticeRemote,
  type Switches,
} from './kinds.ts'
export type { ServerControl } from './http/serve.ts'
