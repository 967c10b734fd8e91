/**
 * The practice account of Hako's API, version 1: routes, rules and state, written from the API's document and from
 * nothing else. Synchronous, and deterministic for a given state and time, so that a simulator can call `handle`
 * directly. Credentials, the rate limit and JSON text are the business of `service.ts`; sockets of `../http`.
 * May import Node, better-sqlite3 (in `tables/`), zod and `src/shared`.
 */
import { collectBody, noMishap, type Answer, type Mishap } from '../api.ts'
import type { BatchOutcome } from './batch.ts'
import { parseFilter } from './filters.ts'
import { listPages } from './listing.ts'
import { createOpenReads, type OpenReads } from './reads.ts'
import { errorAnswer, refusalStatus, type Refusal } from './refusal.ts'
import type { HakoRequest, PlainAnswer } from './request.ts'
import { createReplica, type Replica } from './replica.ts'
import { findRoute } from './routes.ts'
import { createSchemas } from './schemas.ts'
import { takeSnapshot, type Snapshot } from './snapshot.ts'
import { defaultSwitches, type HakoSwitches } from './switches.ts'
import { openTables, type Tables } from './tables/tables.ts'
import { countSteps, stampAt, type Work } from './work.ts'
import { ok, type Result } from '../../../shared/domain/result.ts'

/** An account of Hako's API, of whichever version. */
export interface HakoModel<S extends HakoSwitches = HakoSwitches> {
  handle(request: HakoRequest, nowMs: number, mishap?: Mishap): PlainAnswer
  /** As `handle`, with a listing's rows still to be read. */
  answer(request: HakoRequest, nowMs: number, mishap?: Mishap): Answer
  readonly tables: Tables
  switches(): S
  setSwitches(changes: Partial<S>): void
  snapshot(): Snapshot
  /** An independent model with the same state and switches, in memory. */
  copy(): HakoModel<S>
  /** Starts to record what stale reads are answered from (`Mishap.staleByMs`). */
  keepReplica(): void
  close(): void
}

export type HakoV1Model = HakoModel<HakoSwitches>

export interface ModelOptions<S extends HakoSwitches = HakoSwitches> {
  /** A path or `:memory:` (the default). */
  readonly database?: string
  readonly switches?: Partial<S>
}

/** What a version of the API has of its own: its paths, and what they do. */
export interface Dialect<S extends HakoSwitches> {
  find(method: string, path: string): Result<DialectRoute<S>, Refusal & { readonly allow?: string }>
}

export type DialectRoute<S extends HakoSwitches> =
  | {
      readonly kind: 'read'
      list(moment: Moment<S>, body: unknown): Result<Iterator<readonly unknown[], void>, Refusal>
    }
  | {
      readonly kind: 'write'
      perform(work: Work & Pick<Moment<S>, 'switches'>, body: unknown): Result<BatchOutcome, Refusal>
    }

export function createHakoV1Model({ database = ':memory:', switches = {} }: ModelOptions = {}): HakoV1Model {
  return openAccount(openTables(database), { ...defaultSwitches, ...switches }, dialect)
}

const dialect: Dialect<HakoSwitches> = {
  find(method, path) {
    const found = findRoute(method, path)
    if (!found.ok) return found
    const route = found.value
    if (route.kind === 'write')
      return ok({ kind: 'write', perform: (work, body) => route.perform(work, createSchemas(work.switches), body) })
    const { resource } = route
    return ok({
      kind: 'read',
      list(moment, body) {
        const conditions = parseFilter(resource, body, moment.switches)
        return conditions.ok ? ok(listPages({ ...moment, resource, conditions: conditions.value })) : conditions
      },
    })
  },
}

/** The account over its tables. */
export function openAccount<S extends HakoSwitches>(tables: Tables, initial: S, { find }: Dialect<S>): HakoModel<S> {
  const reads = createOpenReads()
  let switches = initial
  let replica: Replica<S> | null = null

  const answer = (request: HakoRequest, nowMs: number, mishap: Mishap = noMishap): Answer => {
    const route = find(request.method, request.path)
    if (!route.ok)
      return refusedAnswer(switches, route.error, route.error.allow === undefined ? {} : { allow: route.error.allow })
    if (route.value.kind === 'write') {
      replica?.record(request, nowMs, mishap, switches)
      reads.settle()
      return write({ tables, switches, mishap }, route.value, request.body, nowMs)
    }
    if (mishap.staleByMs !== undefined && replica !== null) return replica.read(request, nowMs, mishap, switches)
    return read({ tables, switches, mishap }, reads, route.value, request.body)
  }

  const copy = (): HakoModel<S> => openAccount(tables.copy(), switches, { find })

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

/** What a request meets. */
export interface Moment<S extends HakoSwitches> {
  readonly tables: Tables
  readonly switches: S
  readonly mishap: Mishap
}

type ReadRoute<S extends HakoSwitches> = Extract<DialectRoute<S>, { kind: 'read' }>
type WriteRoute<S extends HakoSwitches> = Extract<DialectRoute<S>, { kind: 'write' }>

function read<S extends HakoSwitches>(moment: Moment<S>, reads: OpenReads, route: ReadRoute<S>, body: unknown): Answer {
  const pages = route.list(moment, body)
  if (!pages.ok) return refusedAnswer(moment.switches, pages.error)
  return { status: 200, headers: {}, body: { kind: 'pages', pages: reads.start(pages.value) } }
}

function write<S extends HakoSwitches>(moment: Moment<S>, route: WriteRoute<S>, body: unknown, nowMs: number): Answer {
  const { tables, switches, mishap } = moment
  const work = { tables, switches, stampMs: stampAt(nowMs, switches), step: countSteps(mishap.interruptAfter) }
  const outcome = route.perform(work, body)
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
