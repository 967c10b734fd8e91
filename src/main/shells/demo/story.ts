import type { Client, Input, MethodName, Output } from '../../../shared/contract/contract.ts'
import type { PracticeServer } from '../../practice/practice.ts'

/** What every scene of the demonstration works with. */
export interface Stage {
  readonly server: PracticeServer
  /** Calls the core and throws on an error: in the demonstration nothing may fail unexpectedly. */
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>
  /** The client itself, for calls that are expected to fail. */
  readonly client: Client
  /** Starts a new scene. */
  scene(title: string): void
  /** One line of what happened. */
  tell(line: string): void
}

export function stageOf(server: PracticeServer, client: Client, print: (line: string) => void): Stage {
  let scenes = 0
  return {
    server,
    client,
    async call(method, input) {
      const answer = await client.call(method, input)
      if (!answer.ok) throw new Error(`${method}: ${answer.error.message}`)
      return answer.value
    },
    scene(title) {
      scenes += 1
      print(`\n${String(scenes)}. ${title}`)
    },
    tell(line) {
      print(`   ${line}`)
    },
  }
}

/** With a true minus and a sign: +3, −2, 0. */
export const signed = (quantity: number): string =>
  quantity > 0 ? `+${String(quantity)}` : String(quantity).replace('-', '−')

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${String(count)} ${count === 1 ? one : many}`
