/**
 * The core's door: finds the method, parses its input by the contract whoever sent it, carries it out, and turns every
 * failure into the contract's error form. Promises that a command with a `requestID` is carried out once: its answer is
 * kept in the same transaction as its effect.
 */
import type { z } from 'zod'
import { contract, isMethodName, type MethodName } from '../../../shared/contract/contract.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { findAnswer, saveAnswer } from '../store/answers.ts'
import type { Reader, Writer } from '../store/database.ts'
import { storageFailure } from '../store/storage-failure.ts'
import type { AppContext, Commands, Jobs, Queries } from './handlers.ts'
import { refusal } from './rights.ts'
import { shownFigures } from './shown-figures.ts'

export interface Handlers {
  readonly queries: Queries
  readonly commands: Commands
  readonly jobs: Jobs
}

export interface DispatchSettings {
  /** Holds every answer against the contract's schema too; a misfit is a defect and answered as one. For tests. */
  readonly checkOutputs: boolean
}

export type Dispatch = (method: string, params: unknown) => Promise<Result<unknown, AppError>>

type Answer = Result<unknown, AppError>
type AnyQuery = (context: AppContext, reader: Reader, input: unknown) => Answer | Promise<Answer>
type AnyCommand = (context: AppContext, writer: Writer, input: unknown) => Answer
type AnyJob = (context: AppContext, input: unknown) => Promise<Answer>

export function createDispatch(context: AppContext, handlers: Handlers, settings: DispatchSettings): Dispatch {
  const running = new Map<string, RunningJob>()
  const perform = async (method: MethodName, input: unknown): Promise<Answer> => {
    // Safe: each table's handler of `method` takes what `parseInput` made of that method's own schema.
    const query = (handlers.queries as Partial<Record<MethodName, unknown>>)[method] as AnyQuery | undefined
    if (query) return query(context, context.store.reader, input)
    const command = (handlers.commands as Partial<Record<MethodName, unknown>>)[method] as AnyCommand | undefined
    if (command) return runCommand(context, method, input, command)
    const job = (handlers.jobs as Partial<Record<MethodName, unknown>>)[method] as AnyJob | undefined
    if (job) return runJob(context, running, method, input, job)
    return err(unknownMethod(method))
  }
  return async (method, params) => {
    if (!isMethodName(method)) return err(unknownMethod(method))
    try {
      const input = parseInput(method, params)
      if (!input.ok) return input
      const refused = refusal(context.store.reader, {
        method,
        input: input.value,
        damaged: context.keeping.damage() !== null,
      })
      if (refused !== null) return err(refused)
      const done = await perform(method, input.value)
      const answer = done.ok ? ok(shownFigures(context.store.reader, method, input.value, done.value)) : done
      return settings.checkOutputs ? checkOutput(method, answer) : answer
    } catch (error) {
      return err(failure(context, method, error))
    }
  }
}

/** Thrown inside a transaction to roll it back; never leaves this file. */
class Refused extends Error {
  readonly answer: AppError
  constructor(answer: AppError) {
    super(answer.message)
    this.answer = answer
  }
}

function runCommand(context: AppContext, method: MethodName, input: unknown, command: AnyCommand): Answer {
  const requestID = requestIDOf(input)
  try {
    return context.store.write((writer) => {
      const known = requestID === undefined ? null : repeated(writer, requestID, method)
      if (known !== null) return known
      const answer = command(context, writer, input)
      if (!answer.ok) throw new Refused(answer.error)
      if (requestID !== undefined) saveAnswer(writer, requestID, method, answer.value, context.ports.clock.now())
      return answer
    })
  } catch (error) {
    if (error instanceof Refused) return err(error.answer)
    throw error
  }
}

interface RunningJob {
  readonly method: MethodName
  readonly answer: Promise<Answer>
}

/** A repeated call joins the job that still runs; afterwards it gets the kept answer. */
function runJob(
  context: AppContext,
  running: Map<string, RunningJob>,
  method: MethodName,
  input: unknown,
  job: AnyJob,
): Promise<Answer> {
  const requestID = requestIDOf(input)
  if (requestID === undefined) return job(context, input)
  const joined = running.get(requestID)
  if (joined)
    return joined.method === method ? joined.answer : Promise.resolve(err(requestTaken(requestID, joined.method)))
  const known = repeated(context.store.reader, requestID, method)
  if (known !== null) return Promise.resolve(known)
  const answer = finishJob(context, requestID, method, job(context, input)).finally(() => running.delete(requestID))
  running.set(requestID, { method, answer })
  return answer
}

async function finishJob(
  context: AppContext,
  requestID: string,
  method: MethodName,
  job: Promise<Answer>,
): Promise<Answer> {
  const answer = await job
  if (answer.ok) {
    context.store.write((writer) => {
      saveAnswer(writer, requestID, method, answer.value, context.ports.clock.now())
    })
  }
  return answer
}

function repeated(reader: Reader, requestID: string, method: MethodName): Answer | null {
  const answer = findAnswer(reader, requestID)
  if (!answer) return null
  return answer.method === method ? ok(answer.output) : err(requestTaken(requestID, answer.method))
}

function requestIDOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('requestID' in input)) return undefined
  return typeof input.requestID === 'string' ? input.requestID : undefined
}

const requestTaken = (requestID: string, method: string): AppError =>
  appError('exists', `The requestID ${requestID} was already used for ${method}. Use a new one for every call.`, {
    requestID,
    method,
  })

const unknownMethod = (method: string): AppError =>
  appError('unknownMethod', `There is no method ${method}. \`hakomori methods\` lists them.`, { method })

function parseInput(method: MethodName, params: unknown): Result<unknown, AppError> {
  const parsed = contract[method].input.safeParse(params ?? {})
  if (parsed.success) return ok(parsed.data)
  const issues = parsed.error.issues.map(toIssue)
  const first = issues[0]
  const place = first === undefined || first.path === '' ? 'The input' : `\`${first.path}\``
  const more = issues.length > 1 ? ` (and ${String(issues.length - 1)} more)` : ''
  return err(
    appError('invalid', `${method}: ${place} does not fit: ${first?.message ?? 'unreadable'}${more}.`, { issues }),
  )
}

interface InputIssue {
  /** Members joined by dots, `lines.0.sku`; empty for the input as a whole. */
  readonly path: string
  readonly message: string
}

const toIssue = (issue: z.core.$ZodIssue): InputIssue => ({
  path: issue.path.map(String).join('.'),
  message: issue.message,
})

function checkOutput(method: MethodName, answer: Answer): Answer {
  if (!answer.ok) return answer
  const parsed = contract[method].output.safeParse(answer.value)
  if (parsed.success) return answer
  return err(
    appError('internal', `${method} answered against its contract`, {
      issues: parsed.error.issues.map(toIssue),
      output: answer.value,
    }),
  )
}

function failure(context: AppContext, method: MethodName, error: unknown): AppError {
  const details = { method, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  const storage = storageFailure(error)
  context.ports.log('error', storage === null ? 'A method failed' : 'The storage failed', details)
  if (storage?.problem === 'damaged') context.keeping.noteDamage(String(error))
  if (storage !== null) return appError('storage', storage.text, { method, problem: storage.problem })
  return appError(
    'internal',
    `${method} failed because of a defect in Hakomori. Nothing was changed by it; the details are in the log.`,
    { method },
  )
}
