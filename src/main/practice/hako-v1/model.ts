/**
 * The practice account of Hako's API, version 1: routes, rules and state, written from the API's document and from
 * nothing else. Synchronous, and deterministic for a given state and time, so that a simulator can call `handle`
 * directly. Credentials, the rate limit and JSON text are the business of `service.ts`; sockets of `../http`.
 * May import Node, better-sqlite3 (in `tables/`), zod and `src/shared`.
 */
import { collectBody, noMishap, type Answer, type Mishap } from '../api.ts'
import { parseFilter, type Resource } from './filters.ts'
import { listPages } from './listing.ts'
import { createOpenReads, type OpenReads } from './reads.ts'
import { errorAnswer, refusalStatus, type Refusal } from './refusal.ts'
import type { HakoRequest, PlainAnswer } from './request.ts'
import { createReplica, type Replica } from './replica.ts'
import { findRoute, type WriteRoute } from './routes.ts'
import { createSchemas, type Schemas } from './schemas.ts'
import { takeSnapshot, type Snapshot } from './snapshot.ts'
import { defaultSwitches, type HakoSwitches } from './switches.ts'
import { openTables, type Tables } from './tables/tables.ts'
import { countSteps, stampAt } from './work.ts'

export interface HakoV1Model {
  handle(request: HakoRequest, nowMs: number, mishap?: Mishap): PlainAnswer
  /** As `handle`, with a listing's rows still to be read. */
  answer(request: HakoRequest, nowMs: number, mishap?: Mishap): Answer
  readonly tables: Tables
  switches(): HakoSwitches
  setSwitches(changes: Partial<HakoSwitches>): void
  snapshot(): Snapshot
  /** An independent model with the same state and switches, in memory. */
  copy(): HakoV1Model
  /** Starts to record what stale reads are answered from (`Mishap.staleByMs`). */
  keepReplica(): void
  close(): void
}

export interface ModelOptions {
  /** A path or `:memory:` (the default). */
  readonly database?: string
  readonly switches?: Partial<HakoSwitches>
}

export function createHakoV1Model({ database = ':memory:', switches = {} }: ModelOptions = {}): HakoV1Model {
  return modelOver(openTables(database), { ...defaultSwitches, ...switches })
}

function modelOver(tables: Tables, initial: HakoSwitches): HakoV1Model {
  const reads = createOpenReads()
  let switches = initial
  let schemas = createSchemas(switches)
  let replica: Replica | null = null

  const answer = (request: HakoRequest, nowMs: number, mishap: Mishap = noMishap): Answer => {
    const route = findRoute(request.method, request.path)
    if (!route.ok)
      return refusedAnswer(switches, route.error, route.error.allow === undefined ? {} : { allow: route.error.allow })
    if (route.value.kind === 'write') {
      replica?.record(request, nowMs, mishap, switches)
      reads.settle()
      return write({ tables, switches, mishap }, schemas, route.value, request.body, nowMs)
    }
    if (mishap.staleByMs !== undefined && replica !== null) return replica.read(request, nowMs, mishap, switches)
    return read({ tables, switches, mishap }, reads, route.value.resource, request.body)
  }

  const copy = (): HakoV1Model => modelOver(tables.copy(), switches)

  return {
    answer,
    handle(request, nowMs, mishap) {
      const { status, headers, body } = answer(request, nowMs, mishap)
      return { status, headers, body: collectBody(body) }
    },
    tables,
    switches: () => switches,
    setSwitches(changes) {
      switches = { ...switches, ...changes }
      schemas = createSchemas(switches)
    },
    snapshot: () => takeSnapshot(tables),
    copy,
    keepReplica() {
      replica ??= createReplica(copy())
    },
    close() {
      replica?.close()
      tables.close()
    },
  }
}

interface Moment {
  readonly tables: Tables
  readonly switches: HakoSwitches
  readonly mishap: Mishap
}

function read(moment: Moment, reads: OpenReads, resource: Resource, body: unknown): Answer {
  const conditions = parseFilter(resource, body, moment.switches)
  if (!conditions.ok) return refusedAnswer(moment.switches, conditions.error)
  const pages = listPages({ ...moment, resource, conditions: conditions.value })
  return { status: 200, headers: {}, body: { kind: 'pages', pages: reads.start(pages) } }
}

function write(moment: Moment, schemas: Schemas, route: WriteRoute, body: unknown, nowMs: number): Answer {
  const { tables, switches, mishap } = moment
  const work = { tables, switches, stampMs: stampAt(nowMs, switches), step: countSteps(mishap.interruptAfter) }
  const outcome = route.perform(work, schemas, body)
  if (!outcome.ok) return refusedAnswer(switches, outcome.error)
  const { rows, refusal } = outcome.value
  if (refusal !== null && !hidesRefusal(switches, rows, refusal)) return refusedAnswer(switches, refusal)
  const value = rows.slice(0, Math.max(0, rows.length - (mishap.rowsMissing ?? 0)))
  return { status: 200, headers: {}, body: { kind: 'json', value } }
}

/** Whether the good rows are answered as if the others had not been sent. */
const hidesRefusal = (switches: HakoSwitches, rows: readonly unknown[], refusal: Refusal): boolean =>
  switches.partialAnswer === 'rows' && rows.length > 0 && refusal.kind !== 'interrupted'

const refusedAnswer = (switches: HakoSwitches, refusal: Refusal, headers?: Answer['headers']): Answer =>
  errorAnswer(refusalStatus(refusal.kind, switches), refusal.message, switches, headers)
