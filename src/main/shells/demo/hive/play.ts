import { startHivePractice, type HiveServer } from '../../../practice/practice.ts'
import { onStage, plural, signed, type Play, type Stage as StageOf } from '../story.ts'

type Stage = StageOf<HiveServer>

/**
 * A fulfilment provider that keeps the shelves itself: items are edited without ever clearing what this app does not know,
 * counts leave as a file, and deliveries are announced, once each.
 */
export const playHive: Play = async (print) => {
  const server = await startHivePractice({ switches: { requestsPerMinute: 600 } })
  return onStage(server, print, async (stage) => {
    await copy(stage)
    await count(stage)
    await edit(stage)
    await announce(stage)
    const agree = await compare(stage)
    const requests = server.control.requests()
    const writes = requests.filter(({ method }) => method !== 'GET').length
    print(
      `\n${agree ? 'They agree.' : 'They do NOT agree.'} ${plural(requests.length, 'request')} in all, ${String(writes)} of them writes.`,
    )
    return agree
  })
}

const warehouseID = '7'

async function copy({ server, call, scene, tell }: Stage): Promise<void> {
  scene('Connect to Hive and copy, page by page')
  const { baseUrl, credentials } = server
  await call('connections.save', { name: 'Hive', remote: 'hive', baseUrl, credentials, options: { settleSeconds: 0 } })
  const report = await call('sync.run', {})
  const { mirror } = await call('app.status', {})
  tell(`${plural(mirror.items, 'item')} with their barcodes copied with ${plural(report.requests, 'request')}`)
  await call('warehouses.update', { warehouseID, changes: { name: 'Hive Leipzig' } })
  tell(`Hive knows its warehouses by number; ${warehouseID} is called “Hive Leipzig” on this PC`)
}

async function count({ server, client, call, scene, tell }: Stage): Promise<void> {
  scene('Count without a network; Hive takes no counts')
  await server.control.networkOff()
  const { stocktakeID } = await call('stocktakes.open', { warehouseID, name: 'Shelf 3', blind: false })
  for (const [index, { barcode, figure }] of shelf(server).slice(0, 5).entries()) {
    const counted = index === 0 ? figure - 2 : figure
    await call('stocktakes.scan', { stocktakeID, code: barcode, quantity: counted, scanID: `demo-${String(index)}` })
  }
  const posted = await client.call('stocktakes.post', { stocktakeID })
  tell(posted.ok ? 'It was posted' : `Posting: "${posted.error.message}"`)
  const { rows, figure } = await call('stocktakes.variance', { stocktakeID })
  tell(`The file: ${plural(rows.length, 'line')}, compared with Hive’s “${figure ?? ''}”`)
  for (const row of rows.filter(({ difference }) => difference !== 0))
    tell(
      `${row.sku} (Hive ${row.remoteID ?? '–'}, ${row.barcode ?? '–'}): ${String(row.counted)} of ${String(row.expected)}, ${signed(row.difference)}`,
    )
  const { lines, state } = await call('stocktakes.handOver', { stocktakeID })
  tell(`${plural(lines, 'difference')} handed over, the count is ${state === 'posted' ? 'closed' : state}`)
  await server.control.networkOn()
}

async function edit({ server, call, scene, tell }: Stage): Promise<void> {
  scene('Edit an item, and lose the answer')
  const [item] = shelf(server)
  if (item === undefined) return
  const before = skuOf(server, item.sku)
  await call('items.update', { sku: item.sku, changes: { name: `${item.name}, new` } })
  server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  await call('sync.run', {})
  await call('sync.run', {})
  const after = skuOf(server, item.sku)
  const kept = before?.barcode === after?.barcode && before?.cost_in_cents === after?.cost_in_cents
  tell(
    `At Hive it is called “${after?.name ?? ''}”; its barcode and its cost are ${kept ? 'as they were' : 'NOT as they were'}`,
  )
}

async function announce({ server, call, scene, tell }: Stage): Promise<void> {
  scene('Announce a delivery, and lose the answer')
  await call('moves.set', { kind: 'receive', warehouseID })
  for (const [index, { barcode }] of shelf(server).slice(0, 2).entries())
    await call('moves.scan', { kind: 'receive', code: barcode, quantity: 12, scanID: `demo-in-${String(index)}` })
  await call('moves.announce', { arrivesOn: '2030-02-01', delivery: 'courier', orderNumber: 'PO 77' })
  server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  await call('sync.run', {})
  await call('sync.run', {})
  const [row] = (await call('moves.announcements', {})).rows
  tell(`${row?.state ?? ''}: found by ${row?.token ?? ''} in the order number, not sent again`)
  tell(`Hive holds ${plural(server.control.state().shipments.length, 'announced delivery', 'announced deliveries')}`)
}

/** Hive, and the view here. */
async function compare({ server, call, scene, tell }: Stage): Promise<boolean> {
  scene('Compare Hive with this PC')
  await call('sync.run', { full: true })
  const { rows } = await call('items.list', { limit: 1000 })
  const wrong = rows.filter(({ sku, name }) => skuOf(server, sku)?.name !== name)
  const open = (await call('app.status', {})).queue
  const waiting = open.ready + open.unknown + open.quarantined + open.conflict
  tell(
    `${plural(rows.length, 'item')} compared, ${plural(wrong.length, 'difference')}, ${plural(waiting, 'change')} open`,
  )
  return wrong.length === 0 && waiting === 0 && server.control.state().shipments.length === 1
}

const skuOf = ({ control }: HiveServer, key: string) =>
  control.state().skus.find(({ merchant_sku_id: sku }) => sku === key)

/** What lies in the warehouse, with a barcode. */
const shelf = ({ control }: HiveServer) =>
  control.state().skus.flatMap(({ merchant_sku_id: sku, name, barcode, shelves }) => {
    const there = shelves.find(({ warehouse }) => String(warehouse) === warehouseID)
    const figure = there === undefined ? 0 : there.physical - there.reserved
    return barcode === null || figure < 6 ? [] : [{ sku, name, barcode, figure }]
  })
