import { parentPort } from 'node:worker_threads'
import { serveCore } from '../../src/main/shells/host/serve-core.ts'
import { appError } from '../../src/shared/contract/errors.ts'
import { err, ok } from '../../src/shared/domain/result.ts'
import { createCoreDouble } from './transport-core-double.ts'

/** The core double in a worker thread, started like the real one. Folders with telling names make it misbehave. */
if (parentPort === null) throw new Error('This is a worker')
const { workerData } = await import('node:worker_threads')
// Safe: core-host.ts hands in its settings.
const { directory } = workerData as { readonly directory: string }

await serveCore(parentPort, (ask) => {
  if (directory.endsWith('locked'))
    return Promise.resolve(err(appError('locked', 'Used by process 4711.', { pid: 4711 })))
  if (directory.endsWith('throws')) throw new Error('could not open')
  const double = createCoreDouble()
  return Promise.resolve(
    ok({
      ...double,
      async call(method: string, params: unknown) {
        if (method === 'data.crash')
          setImmediate(() => {
            throw new Error('crashed on purpose')
          })
        if (method === 'data.crash') return await new Promise<never>(() => undefined)
        if (method === 'data.print') console.log('noise on stdout')
        if (method === 'data.secret') return ok(await ask({ what: 'readSecret', connectionID: 'C1', name: 'Shop' }))
        return await double.call(method, params)
      },
    }),
  )
})
