import { typedClient } from '../host/typed-client.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import { startCore } from '../host/core-host.ts'
import { readLines } from '../host/lines.ts'
import { createIds } from '../host/ulid.ts'
import { tellError, type Streams } from './streams.ts'

/** `hakomori scan`: each code is on disk before its line is printed; the order of the codes is kept. */
export async function runScan(stocktakeID: string, directory: string, streams: Streams): Promise<number> {
  const started = await startCore({ directory, automatic: false })
  if (!started.ok) return tellError(streams, started.error)
  const client = typedClient(started.value)
  const ids = createIds()
  let code = 0
  for await (const line of readLines(streams.stdin)) {
    const scanned = line.trim()
    if (scanned === '') continue
    const answer = await client.call('stocktakes.scan', { stocktakeID, code: scanned, scanID: ids.ulid() })
    if (answer.ok) {
      streams.stdout.write(`${sentence(scanned, answer.value)}\n`)
      continue
    }
    code = tellError(streams, answer.error)
    // Nothing after this code was read: the next run can go on where this one stopped.
    break
  }
  await started.value.close()
  return code
}

const sentence = (scanned: string, { outcome, sku, name, counted }: Output<'stocktakes.scan'>): string =>
  [outcome, scanned, sku ?? '', name ?? '', counted === undefined ? '' : String(counted)].join('\t')
