import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client, Input, MethodName, Output } from '../../src/shared/contract/contract.ts'
import { startCore } from '../../src/main/shells/host/core-host.ts'
import { typedClient } from '../../src/main/shells/host/typed-client.ts'
import type { Address, Requests, ToPractice } from './practice-messages.ts'

/** A practice server next door. */
export interface BenchRemote extends Address {
  /** Somebody else renames the first items and receives goods. */
  change(count: number): Promise<void>
  /** Requests since it was last asked. */
  requests(): Promise<Requests>
  close(): void
}

/** What is measured: the app's core in its worker, as every shell starts it, against a practice server next door. */
export interface BenchWorld {
  readonly directory: string
  readonly remote: BenchRemote
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>
  /** Reads what changed and brings the queue up to it, and sends nothing. */
  pullOnly(): Promise<void>
  close(): Promise<void>
}

export async function openBenchRemote(items: number): Promise<BenchRemote> {
  const child = fork(fileURLToPath(new URL('practice-process.ts', import.meta.url)), [String(items)])
  const address = (await answerOf(child)) as Address // safe: what practice-process.ts says first
  const ask = (message: ToPractice): Promise<unknown> => {
    child.send(message)
    return answerOf(child)
  }
  return {
    ...address,
    change: async (count) => void (await ask({ ask: 'change', count })),
    requests: async () => (await ask({ ask: 'requests' })) as Requests, // safe: what practice-process.ts answers
    close: () => child.disconnect(),
  }
}

export async function openBenchWorld(items: number): Promise<BenchWorld> {
  const directory = mkdtempSync(path.join(tmpdir(), 'hakomori-bench-'))
  const remote = await openBenchRemote(items)
  const core = await startCore({ directory, automatic: false })
  if (!core.ok) throw new Error(core.error.message)
  const client: Client = typedClient(core.value)
  const call: BenchWorld['call'] = async (method, input) => {
    const answer = await client.call(method, input)
    if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`)
    return answer.value
  }
  return {
    directory,
    remote,
    call,
    async pullOnly() {
      // A pause lets what is running finish its reading and start no write.
      const cycle = call('sync.run', {})
      await call('sync.pause', {})
      await cycle
      await call('sync.resume', {})
    },
    async close() {
      await core.value.close()
      remote.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const exit = once(child, 'exit').then(() => {
    throw new Error('The practice server stopped')
  })
  const [message] = (await Promise.race([once(child, 'message'), exit])) as unknown[]
  return message
}
