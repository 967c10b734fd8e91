import { runRpc } from '../../src/main/shells/terminal/rpc.ts'

/** `hakomori rpc` as a process of its own, over the core double in a worker. */
const worker = new URL('./transport-double-worker.ts', import.meta.url)
process.exitCode = await runRpc({ directory: process.argv[2] ?? 'data', automatic: false }, process, { worker })
