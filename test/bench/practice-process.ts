import { setPriority } from 'node:os'
import { startPracticeServer } from '../../src/main/practice/practice.ts'
import { inBatches, editedPlace, remoteAdds, renamed } from './peer.ts'
import type { FromPractice, ToPractice } from './practice-messages.ts'

/** The practice server as a process of its own, so that its memory and its work are not the app's. */
// A remote is another machine: what it does takes no processor away from the PC.
setPriority(19)
const server = await startPracticeServer({
  seed: { items: Number(process.argv[2]) },
  switches: { requestsPerMinute: null, warehouseInventories: 'absent' },
})
const { control } = server
const say = (message: FromPractice): void => void process.send?.(message)

process.on('message', (message: ToPractice) => {
  if (message.ask === 'change') {
    change(message.count)
    control.clearRequests()
    say({ done: true })
  } else {
    const all = control.requests()
    const reads = all.filter(({ method }) => method === 'GET').length
    control.clearRequests()
    say({ reads, writes: all.length - reads })
  }
})
say({ baseUrl: server.baseUrl, apiKey: server.apiKey })
process.once('disconnect', () => {
  void server.close()
})

/** Somebody else renames the first items and receives goods. */
function change(count: number): void {
  for (const items of inBatches(firstItems(count), 500)) {
    request(
      '/v1/items',
      items.map(({ sku, name }) => ({ sku, updates: { name: renamed(name) } })),
    )
    request(
      '/v1/items/inventory/increment',
      items.map(({ sku }) => ({ sku, warehouseID: editedPlace, incrementBy: remoteAdds })),
    )
  }
}

function firstItems(count: number): { sku: string; name: string }[] {
  const { items } = control.snapshot()
  return items.slice(0, count).map(({ sku, name }) => ({ sku, name: name ?? sku }))
}

function request(path: string, body: readonly unknown[]): void {
  const answer = control.actAsOther({ kind: 'request', request: { method: 'PATCH', path, body } })
  if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer)}`)
}
