import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client, Input, MethodName, Output } from '../../src/shared/contract/contract.ts'
import { startCore } from '../../src/main/shells/host/core-host.ts'
import { typedClient } from '../../src/main/shells/host/typed-client.ts'

/** What is measured: the app's core in its worker, as every shell starts it, against a practice server next door. */
export interface BenchWorld {
  readonly directory: string
  readonly remote: { readonly baseUrl: string; readonly apiKey: string }
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>
  close(): Promise<void>
}

export async function openBenchWorld(items: number): Promise<BenchWorld> {
  const directory = mkdtempSync(path.join(tmpdir(), 'hakomori-bench-'))
  const child = fork(fileURLToPath(new URL('practice-process.ts', import.meta.url)), [String(items)])
  const remote = await addressFrom(child)
  const core = await startCore({ directory, automatic: false })
  if (!core.ok) throw new Error(core.error.message)
  const client: Client = typedClient(core.value)
  return {
    directory,
    remote,
    async call(method, input) {
      const answer = await client.call(method, input)
      if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`)
      return answer.value
    },
    async close() {
      await core.value.close()
      child.disconnect()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function addressFrom(child: ChildProcess): Promise<BenchWorld['remote']> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as BenchWorld['remote'])) // safe: sent by practice-process.ts
    child.once('error', reject)
  })
}
