import { spawn, type ChildProcess } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Input, MethodName, Output } from '../../../src/shared/contract/contract.ts'
import type { AppError } from '../../../src/shared/contract/errors.ts'
import { bundledCore } from './core-bundle.ts'
import type { Reply, Start } from './messages.ts'

export type Answer<M extends MethodName> =
  | { readonly ok: true; readonly value: Output<M> }
  | { readonly ok: false; readonly error: AppError }
  /** The process ended first: nobody knows. */
  | 'dead'

/** A running core process. */
export interface CoreClient {
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Answer<M>>
  isDead(): boolean
  /** Ends it as a power cut of the process would, wherever it is. */
  kill(): Promise<void>
  readonly ended: Promise<void>
}

/** Starts one; 'dead' if it ends before it is open, an error if it can't open its folder. */
export async function startCore(start: Start): Promise<CoreClient | AppError | 'dead'> {
  const child = spawn(process.execPath, [await bundledCore(), JSON.stringify(start)], {
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'hakomori-test-compiled') },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const client = new Client(child)
  const first = await client.opened
  if (first === 'dead') return 'dead'
  return first.ok ? client : first.error
}

type Told = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: AppError } | 'dead'

class Client implements CoreClient {
  readonly ended: Promise<void>
  readonly opened: Promise<Told>
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, (told: Told) => void>()
  #last = 0
  #dead = false

  constructor(child: ChildProcess) {
    this.#child = child
    this.opened = this.#wait(0)
    child.on('message', (reply: Reply) => {
      const told: Told =
        reply.error === undefined ? { ok: true, value: reply.value } : { ok: false, error: reply.error }
      this.#waiting.get(reply.id)?.(told)
      this.#waiting.delete(reply.id)
    })
    // A message that can't be handed over any more is an answer that never comes.
    child.on('error', () => undefined)
    this.ended = new Promise((resolve) => {
      child.once('close', () => {
        this.#dead = true
        for (const tell of this.#waiting.values()) tell('dead')
        resolve()
      })
    })
  }

  #wait(id: number): Promise<Told> {
    return new Promise((resolve) => this.#waiting.set(id, resolve))
  }

  async call<M extends MethodName>(method: M, input: Input<M>): Promise<Answer<M>> {
    if (this.#dead || !this.#child.connected) return 'dead'
    const id = (this.#last += 1)
    const told = this.#wait(id)
    this.#child.send({ id, method, input }, () => undefined)
    return (await told) as Answer<M> // safe: the core answers by the contract
  }

  isDead(): boolean {
    return this.#dead
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.ended
  }
}
