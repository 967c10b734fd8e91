import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Client, Input, MethodName, Output } from '../../../shared/contract/contract.ts'
import { startCore } from '../host/core-host.ts'
import { typedClient } from '../host/typed-client.ts'

/** One line of the demonstration. */
type Print = (line: string) => void

/** Plays a story and answers whether remote, base and view agree in the end. */
export type Play = (print: Print) => Promise<boolean>

/** What every scene of the demonstration works with; `server` is the practice server of the story. */
export interface Stage<Server> {
  readonly server: Server
  /** Calls the core and throws on an error: in the demonstration nothing may fail unexpectedly. */
  call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>>
  /** The client itself, for calls that are expected to fail. */
  readonly client: Client
  /** Starts a new scene. */
  scene(title: string): void
  /** One line of what happened. */
  tell(line: string): void
}

/** Plays with a core in a temporary folder of its own; closes everything, the server too. */
export async function onStage<Server extends { close(): Promise<void> }>(
  server: Server,
  print: Print,
  play: (stage: Stage<Server>) => Promise<boolean>,
): Promise<boolean> {
  const directory = mkdtempSync(path.join(tmpdir(), 'hakomori-demo-'))
  try {
    const core = await startCore({ directory, automatic: false })
    if (!core.ok) throw new Error(core.error.message)
    try {
      return await play(stageOf(server, typedClient(core.value), print))
    } finally {
      await core.value.close()
    }
  } finally {
    await server.close()
    rmSync(directory, { recursive: true, force: true })
  }
}

function stageOf<Server>(server: Server, client: Client, print: Print): Stage<Server> {
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
