import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { AppError } from '../../src/shared/contract/errors.ts'
import type { Input, MethodName, Output } from '../../src/shared/contract/contract.ts'

/** `hakomori rpc` as a script drives it: a real process, one JSON message a line. */
export interface RpcProcess {
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>
  /** The error of a call that is expected to fail. */
  fail<M extends MethodName>(method: M, input: Input<M>): Promise<AppError>
  /** Writes a call and does not wait for its answer. */
  post<M extends MethodName>(method: M, input: Input<M>): void
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  end(): Promise<number | null>
}

const program = fileURLToPath(new URL('../../src/main/shells/terminal/bin.ts', import.meta.url))

interface Answer {
  readonly result?: unknown
  readonly error?: { readonly message: string; readonly data?: AppError }
}

export function startRpc(directory: string, ...options: readonly string[]): RpcProcess {
  const child = spawn(process.execPath, [program, 'rpc', '--data', directory, ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let last = 0

  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line) as Answer & { id?: number } // safe: the contract suite checks the wire form
    if (message.id !== undefined) waiting.get(message.id)?.(message)
  })

  const ask = (method: string, params: unknown): Promise<Answer> => {
    const id = (last += 1)
    const answer = new Promise<Answer>((resolve, reject) => {
      waiting.set(id, resolve)
      void ended.then((code) =>
        reject(new Error(`The process ended with ${String(code)} before it answered ${method}`)),
      )
    })
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`)
    return answer
  }

  return {
    async call(method, input) {
      const { result, error } = await ask(method, input)
      if (error) throw new Error(`${method}: ${error.message} ${JSON.stringify(error.data?.details ?? {})}`)
      return result as Output<typeof method> // safe: the dispatcher's tests check outputs against their schemas
    },
    async fail(method, input) {
      const { error } = await ask(method, input)
      if (!error?.data) throw new Error(`${method} did not fail`)
      return error.data
    },
    post(method, input) {
      ask(method, input).catch(() => undefined)
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async end() {
      child.stdin.end()
      return ended
    },
  }
}
