import { practiceBarcodes, type PracticeServer } from '../../../practice/practice.ts'
import type { RemoteName } from '../../../../shared/contract/connections.ts'
import { plural, signed, type Stage as StageOf } from '../story.ts'

/** The practice shop, whichever version of the API it is reached by. */
interface Shop extends Pick<PracticeServer, 'baseUrl' | 'apiKey'> {
  readonly control: Pick<PracticeServer['control'], 'networkOff' | 'networkOn' | 'schedule' | 'snapshot'> & {
    actAsOther(act: { kind: 'sell'; sku: string; warehouseID: string; quantity: number }): unknown
  }
}

type Stage = StageOf<Shop>

/** The scenes of the demonstration, in order. Each does real work over real HTTP and tells what came of it. */

export async function connect({ server, call, scene, tell }: Stage, remote: RemoteName = 'hako-v1'): Promise<void> {
  scene('Connect and copy')
  await call('connections.save', {
    name: 'Practice warehouse',
    remote,
    baseUrl: server.baseUrl,
    credentials: { apiKey: server.apiKey },
    options: { settleSeconds: 0 },
  })
  const report = await call('sync.run', {})
  const { mirror } = await call('app.status', {})
  tell(
    `${plural(mirror.items, 'item')} in ${plural(mirror.warehouses, 'warehouse')} copied with ${plural(report.requests, 'request')}`,
  )
  for (const { code, sku, quantity } of practiceBarcodes) await call('barcodes.assign', { code, sku, quantity })
  tell(`${plural(practiceBarcodes.length, 'barcode')} taught to this PC; the remote has no field for them`)
}

export interface Count {
  readonly stocktakeID: string
  readonly warehouseID: string
  readonly moved: string
}

export async function countOffline({ server, client, call, scene, tell }: Stage): Promise<Count> {
  scene('The network goes, the count begins')
  await server.control.networkOff()
  const attempt = await client.call('sync.run', {})
  tell(attempt.ok ? 'The remote still answers' : `Sending now: "${attempt.error.message}"`)
  const warehouseID = (await call('warehouses.list', {})).rows[0]?.warehouseID ?? ''
  const { stocktakeID } = await call('stocktakes.open', { warehouseID, name: 'Demonstration', blind: true })
  const codes = practiceBarcodes.filter((row) => row.quantity === 1).slice(0, 12)
  const started = performance.now()
  for (let scan = 0; scan < 120; scan += 1) {
    const code = codes[scan % codes.length]?.code ?? ''
    await call('stocktakes.scan', { stocktakeID, code, scanID: `demo-${String(scan)}` })
  }
  const each = (performance.now() - started) / 120
  tell(
    `120 scans of ${plural(codes.length, 'item')}, each on disk before it is answered, ${each.toFixed(1)} ms on average`,
  )
  await call('stocktakes.scan', { stocktakeID, code: '2999999999993', quantity: 4, scanID: 'demo-unknown' })
  const { rows } = await call('barcodes.unknown', { stocktakeID })
  tell(
    `An unknown code is kept: ${rows[0]?.code ?? ''} × ${String(rows[0]?.quantity ?? 0)}, scanned after ${rows[0]?.before ?? ''}`,
  )
  await call('stocktakes.undo', { stocktakeID })
  tell('The last scan undone by a counter-entry; the tape keeps both')
  return { stocktakeID, warehouseID, moved: codes[0]?.sku ?? '' }
}

export async function workOffline({ call, scene, tell }: Stage, { warehouseID }: Count): Promise<void> {
  scene('More work without network')
  const { rows } = await call('items.list', { warehouseID, filter: 'inStock', offset: 200, limit: 4 })
  const { rows: warehouses } = await call('warehouses.list', {})
  const other = warehouses.find((row) => row.warehouseID !== warehouseID)?.warehouseID ?? ''
  const [received, issued, transferred, edited] = rows.map((row) => row.sku)
  if (!received || !issued || !transferred || !edited)
    throw new Error('The practice warehouse has too few items in stock')
  await call('stock.receive', { sku: received, warehouseID, quantity: 24 })
  await call('stock.issue', { sku: issued, warehouseID, quantity: 1 })
  await call('stock.transfer', { sku: transferred, from: warehouseID, to: other, quantity: 1 })
  await call('items.update', { sku: edited, changes: { price: 4.95 } })
  await call('items.create', { sku: 'DEMO-1', name: 'Made without network', inventory: [{ warehouseID, quantity: 5 }] })
  const { waiting } = await call('app.status', {})
  tell(`Received 24, issued 1, transferred 1, changed a price, made an item: ${plural(waiting, 'change')} saved here`)
}

export async function othersSell({ server, scene, tell }: Stage, { moved, warehouseID }: Count): Promise<void> {
  scene('Meanwhile somebody else sells')
  server.control.actAsOther({ kind: 'sell', sku: moved, warehouseID, quantity: 3 })
  tell(`3 of ${moved} leave ${warehouseID}; this PC can't know yet`)
  await server.control.networkOn()
  tell('The network is back')
}

export async function review({ call, scene, tell }: Stage, { stocktakeID, moved }: Count): Promise<void> {
  scene('Read what changed, review, decide')
  const report = await call('sync.run', {})
  tell(
    `${plural(report.pulled, 'row')} read, ${plural(report.sent, 'change')} sent with ${plural(report.requests, 'request')}`,
  )
  const { rows, summary } = await call('stocktakes.review', { stocktakeID })
  const line = rows.find((row) => row.sku === moved)
  if (line) {
    tell(
      `${line.sku}: counted ${String(line.counted)}, expected ${String(line.expected)} at the scan, ${signed(line.drift)} moved by others since`,
    )
    tell(`It asks; the order of the two times suggests "${line.suggested}"`)
  }
  await call('stocktakes.decide', { stocktakeID, sku: moved, decision: 'difference' })
  const posted = await call('stocktakes.post', { stocktakeID })
  tell(`${plural(summary.counted, 'line')}, ${plural(posted.changeIDs.length, 'difference')} posted`)
}

export async function loseABatch({ server, call, scene, tell }: Stage): Promise<void> {
  scene('Send, and lose the answer of a whole batch')
  const plan = await call('queue.plan', {})
  for (const step of plan.calls)
    tell(`plan: ${step.endpoint}, ${plural(step.rows, 'row')}, ${plural(step.requests, 'request')}`)
  server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  const report = await call('sync.run', {})
  await tellLog({ call, tell }, report.requests)
  tell(`${plural(report.sent, 'change')} settled, ${plural(report.questions, 'question')} left`)
}

export async function loseOneAnswer(
  { server, call, scene, tell }: Stage,
  { moved, warehouseID }: Count,
): Promise<void> {
  scene('Lose the answer of a single row: not provable, so it asks')
  await call('stock.receive', { sku: moved, warehouseID, quantity: 5 })
  server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  await call('sync.run', {})
  const question = (await call('queue.list', { state: 'questions' })).rows[0]
  if (!question?.question) return
  const { before, reads, suggested, text } = question.question
  tell(`"${text}"`)
  tell(`Evidence: ${String(before)} before, then read ${reads.map((read) => String(read.quantity)).join(', ')}`)
  const cell = (await call('stock.list', { sku: moved, warehouseID })).rows[0]
  tell(`Shown until somebody answers: ${String(cell?.low)} to ${String(cell?.high)}`)
  await call('queue.decide', { changeID: question.changeID, decision: suggested ?? 'applied' })
  tell(`Decided as suggested, "${suggested ?? 'applied'}": nothing is sent twice`)
}

/** The engine's own words about its last requests, oldest first. */
async function tellLog({ call, tell }: Pick<Stage, 'call' | 'tell'>, limit: number): Promise<void> {
  const { rows } = await call('sync.log', { limit })
  for (const row of rows.reverse())
    if (row.event === 'lostAnswer' || row.event === 'decided' || row.event === 'sent') tell(row.text)
}

/** Compares every figure of the remote with base and view; answers whether they agree. */
export async function compare({ server, call, scene, tell }: Stage): Promise<boolean> {
  scene('Do remote, base and view agree?')
  await call('sync.run', { full: true })
  const remote = new Map<string, number>()
  for (const item of server.control.snapshot().items) {
    for (const [warehouseID, quantity] of Object.entries(item.stock))
      remote.set(`${item.sku} in ${warehouseID}`, quantity)
  }
  const differences: string[] = []
  let cells = 0
  for (let offset = 0; ; offset += 1000) {
    const { rows, total } = await call('stock.list', { offset, limit: 1000 })
    for (const row of rows) {
      const cell = `${row.sku} in ${row.warehouseID}`
      const truth = remote.get(cell)
      if (truth !== row.quantity || truth !== row.remote)
        differences.push(`${cell}: remote ${String(truth)}, base ${String(row.remote)}, view ${String(row.quantity)}`)
      cells += 1
    }
    if (offset + 1000 >= total) break
  }
  if (cells !== remote.size) differences.push(`${String(cells)} figures here, ${String(remote.size)} at the remote`)
  for (const difference of differences.slice(0, 10)) tell(difference)
  const { waiting, questions } = await call('app.status', {})
  tell(
    `${plural(cells, 'figure')} compared, ${plural(differences.length, 'difference')}; ${String(waiting)} waiting, ${plural(questions, 'question')} open`,
  )
  return differences.length === 0 && waiting === 0 && questions === 0
}
