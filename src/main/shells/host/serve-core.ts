/**
 * The worker's side of the line to the main thread: opens a core, answers what arrives, passes events on, and closes it
 * when told. Knows nothing of how the core is put together.
 */
import type { AppError } from '../../../shared/contract/errors.ts'
import { appError } from '../../../shared/contract/errors.ts'
import type { Result } from '../../../shared/domain/result.ts'
import { err } from '../../../shared/domain/result.ts'
import type { Core } from '../../core/core.ts'
import type { RpcResponse } from '../../../shared/contract/wire.ts'
import { splitAnswer } from './long-answers.ts'
import type { Ask, FromWorker, ToWorker } from './messages.ts'
import { answerMessage, notification } from './rpc.ts'
import { breathe } from './world.ts'

/** The part of a message port that is used; a worker's `parentPort` is one. */
export interface WorkerPort {
  postMessage(message: FromWorker): void
  on(event: 'message', listener: (message: ToWorker) => void): unknown
  close(): void
}

/** Puts a question to the main thread. */
export type AskMainThread = (ask: Ask) => Promise<Result<unknown, string>>

export interface OpenedCore extends Core {
  /** What is to be done after the core is closed: logs, practice server. */
  readonly afterClose?: () => Promise<void>
}

export async function serveCore(
  port: WorkerPort,
  open: (ask: AskMainThread) => Promise<Result<OpenedCore, AppError>>,
): Promise<void> {
  const replies = new Map<number, (result: Result<unknown, string>) => void>()
  let lastAsk = 0
  const ask: AskMainThread = (question) =>
    new Promise((resolve) => {
      lastAsk += 1
      replies.set(lastAsk, resolve)
      port.postMessage({ type: 'ask', id: lastAsk, ask: question })
    })

  // Listening starts before the core opens: opening may need an answer of the main thread.
  const opening = openSafely(open, ask)
  port.on('message', (message) => {
    if (message.type === 'reply') {
      replies.get(message.id)?.(message.result)
      replies.delete(message.id)
      return
    }
    void opening.then((opened) => (opened.ok ? handle(port, opened.value, message) : undefined))
  })

  const opened = await opening
  if (!opened.ok) {
    port.postMessage({ type: 'refused', error: opened.error })
    port.close()
    return
  }
  opened.value.listen((event) => {
    port.postMessage({ type: 'rpc', message: notification(event) })
  })
  port.postMessage({ type: 'opened' })
}

async function openSafely(
  open: (ask: AskMainThread) => Promise<Result<OpenedCore, AppError>>,
  ask: AskMainThread,
): Promise<Result<OpenedCore, AppError>> {
  try {
    return await open(ask)
  } catch (thrown) {
    const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
    return err(appError('internal', `The core did not start: ${text}`))
  }
}

async function send(port: WorkerPort, answer: RpcResponse): Promise<void> {
  const long = splitAnswer(answer)
  if (long === null) {
    port.postMessage({ type: 'rpc', message: answer })
    return
  }
  for (const rows of long.parts) {
    port.postMessage({ type: 'rows', id: long.id, rows })
    await breathe()
  }
  port.postMessage({ type: 'rpc', message: long.rest })
}

async function handle(
  port: WorkerPort,
  core: OpenedCore,
  message: Exclude<ToWorker, { type: 'reply' }>,
): Promise<void> {
  if (message.type === 'rpc') {
    const answer = await answerMessage(core, message.message)
    if (answer !== null) await send(port, answer)
    return
  }
  await core.close()
  await core.afterClose?.()
  port.postMessage({ type: 'closed' })
  port.close()
}
