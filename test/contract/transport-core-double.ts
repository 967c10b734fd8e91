import type { Core } from '../../src/main/core/core.ts'
import { contract, isMethodName } from '../../src/shared/contract/contract.ts'
import { appError, type AppError } from '../../src/shared/contract/errors.ts'
import type { ChangedEvent } from '../../src/shared/contract/events.ts'
import { err, ok, type Result } from '../../src/shared/domain/result.ts'

/**
 * A core in memory for the tests of transports: it parses inputs by the contract, answers a few methods in the ways that
 * a transport has to cope with, and knows nothing of stock.
 */
export function createCoreDouble(): Core {
  const listeners = new Set<(event: ChangedEvent) => void>()
  let release: (() => void) | undefined
  const changed = (event: ChangedEvent): void => {
    for (const listener of listeners) listener(event)
  }

  const behaviours: Readonly<Record<string, (input: never) => Result<unknown, AppError> | Promise<unknown>>> = {
    'settings.get': () => ok({ language: 'de', scanner: { prefix: '' }, textSize: 115, nothing: null }),
    'items.get': ({ sku }: { sku: string }) =>
      err(appError('notFound', `There is no item “${sku}”.`, { sku, near: ['A-1', 'A-2'] })),
    'items.list': (input: object) => ok({ rows: [], total: 0, input }),
    'barcodes.resolve': ({ code }: { code: string }) => ok({ outcome: 'unknown', name: code }),
    'stocktakes.list': () =>
      ok({ rows: Array.from({ length: 20_000 }, (_, index) => ({ name: `Regal ${String(index)} ü€😀` })) }),
    'people.add': ({ name }: { name: string }) => {
      changed({ event: 'changed', topics: ['people', 'status'] })
      return ok({ personID: name })
    },
    'warehouses.list': () => {
      throw new Error('a defect on purpose')
    },
    // Answered only when `sync.resume` comes in.
    'sync.run': () =>
      new Promise((resolve) => {
        release = () => {
          resolve(ok({ pulled: 1 }))
        }
      }),
    'sync.resume': () => {
      release?.()
      return ok({})
    },
  }

  return {
    async call(method, params) {
      if (!isMethodName(method)) return err(appError('unknownMethod', `There is no method “${method}”.`))
      const input = contract[method].input.safeParse(params)
      if (!input.success) return err(appError('invalid', 'The input does not fit.', { issues: input.error.issues }))
      const behaviour = behaviours[method]
      if (behaviour === undefined) return ok({})
      // Safe: each behaviour takes the parsed input of its method.
      return (await behaviour(input.data as never)) as Result<unknown, AppError>
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => Promise.resolve(),
  }
}
