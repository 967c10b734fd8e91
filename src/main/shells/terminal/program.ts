/**
 * The terminal shell: what `hakomori …` does after bin.ts made sure of the Node version. Each command is a thin wrapper
 * around the core's contract; standard output carries answers only, everything for people goes to standard error.
 */
import { appVersion } from '../host/app-version.ts'
import { defaultDataDirectory, thisSystem } from '../host/folders.ts'
import { verifyFile } from '../host/verify-file.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import { readArguments, type Invocation } from './arguments.ts'
import { runCall } from './call.ts'
import { describeContract } from './methods.ts'
import { runRpc } from './rpc.ts'
import { runScan } from './scan.ts'
import { runServe } from './serve.ts'
import type { Streams } from './streams.ts'

/** Exit codes: 0 done, 1 the answer was an error, 2 the arguments were wrong. */
export async function runProgram(args: readonly string[], streams: Streams): Promise<number> {
  // Whoever read us may be gone (`hakomori methods | head`): what is left to say is then dropped.
  streams.stdout.on('error', () => undefined)
  const invocation = readArguments(args)
  if (!invocation.ok) {
    streams.stderr.write(`${invocation.error}\n`)
    return 2
  }
  return await run(invocation.value, streams)
}

async function run(invocation: Invocation, streams: Streams): Promise<number> {
  switch (invocation.command) {
    case 'help':
      streams.stdout.write(`${invocation.text}\n`)
      return 0
    case 'version':
      streams.stdout.write(`${appVersion()}\n`)
      return 0
    case 'methods':
      streams.stdout.write(`${JSON.stringify(describeContract(), null, 2)}\n`)
      return 0
    case 'verify':
      return await verifyFile(invocation.file, streams)
    case 'rpc':
      return await runRpc({ directory: folder(invocation), automatic: invocation.automatic }, streams)
    case 'call':
      return await runCall(invocation, folder(invocation), streams)
    case 'scan':
      return await runScan(invocation.stocktakeID, folder(invocation), streams)
    case 'serve':
      return await runServe(
        { directory: folder(invocation), port: invocation.port, window: invocation.window },
        streams,
      )
    case 'practice': {
      // Loaded only here: it brings a database and a server that no other command needs in this thread.
      const { runPractice } = await import('./practice.ts')
      return await runPractice(invocation, streams)
    }
    default:
      return unreachable(invocation)
  }
}

const folder = (invocation: { readonly data: string | null }): string =>
  invocation.data ?? defaultDataDirectory(thisSystem())
