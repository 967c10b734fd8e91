import {
  startHakroServer,
  startPracticeServer,
  type HakroServer,
  type PracticeServer,
} from '../../../practice/practice.ts'
import { onStage, plural, signed, type Play, type Stage as StageOf } from '../story.ts'

interface Servers {
  readonly supplier: HakroServer
  readonly shop: PracticeServer
  close(): Promise<void>
}
type Stage = StageOf<Servers>

/**
 * A supplier's catalogue: copied with one token, counted against without a network, and then, beside a shop of one's own,
 * the answer to codes that the shop does not know.
 */
export const playHakro: Play = async (print) => {
  const [supplier, shop] = await Promise.all([startHakroServer(), startPracticeServer({ seed: 'shop' })])
  const close = async (): Promise<void> => {
    await Promise.all([supplier.close(), shop.close()])
  }
  return onStage({ supplier, shop, close }, print, async (stage) => {
    const supplierID = await copy(stage)
    await countOffline(stage)
    await meetOutage(stage)
    const code = await nameUnknown(stage, supplierID)
    const agree = await compare(stage, code)
    print(
      `\n${agree ? 'They agree.' : 'They do NOT agree.'} The supplier was asked ${plural(supplier.control.requests().length, 'question')} and told nothing.`,
    )
    return agree
  })
}

async function copy({ server: { supplier }, call, scene, tell }: Stage): Promise<string> {
  scene('Connect to the supplier and copy')
  const { baseUrl, issuer, clientId, clientSecret } = supplier
  const { connectionID } = await call('connections.save', {
    name: 'HAKRO',
    remote: 'hakro',
    baseUrl,
    credentials: { clientId, clientSecret },
    options: { settings: { issuer } },
  })
  const report = await call('sync.run', {})
  const { mirror } = await call('app.status', {})
  const tokens = supplier.control.requests().filter(({ path }) => path.endsWith('/token')).length
  tell(
    `${plural(mirror.items, 'item')} with stock and barcodes, in ${plural(report.requests, 'request')}, ${plural(tokens, 'token')} for all of them`,
  )
  return connectionID
}

async function countOffline({ server: { supplier }, call, scene, tell }: Stage): Promise<void> {
  scene('The network goes, the count goes by the supplier’s own barcodes')
  await supplier.control.networkOff()
  const { stocktakeID } = await call('stocktakes.open', { warehouseID: 'HAKRO', name: 'Demonstration', blind: true })
  const items = supplier.control.items().slice(0, 12)
  for (let scan = 0; scan < 120; scan += 1) {
    const code = items[scan % items.length]?.gtin ?? ''
    await call('stocktakes.scan', { stocktakeID, code, scanID: `demo-${String(scan)}` })
  }
  const { rows } = await call('stocktakes.review', { stocktakeID })
  tell(`120 scans of ${plural(rows.length, 'item')}, none of which anybody had to teach`)
  for (const { sku, counted, expected, variance } of rows.slice(0, 3))
    tell(`${sku}: counted ${String(counted)}, the supplier says ${String(expected)}, difference ${signed(variance)}`)
  tell('Nothing can be posted to the supplier: the difference leaves as a file')
  await supplier.control.networkOn()
}

async function meetOutage({ server: { supplier }, client, call, scene, tell }: Stage): Promise<void> {
  scene('The supplier is out of service for a while')
  supplier.control.setSwitches({ outage: true })
  const attempt = await client.call('sync.run', {})
  if (!attempt.ok) tell(`"${attempt.error.message}"`)
  supplier.control.setSwitches({ outage: false })
  const report = await call('sync.run', {})
  tell(`And again, with the token it has: ${plural(report.requests, 'request')}`)
}

async function nameUnknown(
  { server: { supplier, shop }, call, scene, tell }: Stage,
  supplierID: string,
): Promise<string> {
  scene('The shop’s own stock is counted, with the supplier as its catalogue')
  const { baseUrl, issuer } = supplier
  const { connectionID } = await call('connections.save', {
    name: 'Shop',
    remote: 'hako-v1',
    baseUrl: shop.baseUrl,
    credentials: { apiKey: shop.apiKey },
    options: { settleSeconds: 0 },
  })
  await call('connections.use', { connectionID })
  await call('sync.run', {})
  const options = { catalogue: true, settings: { issuer } }
  await call('connections.save', { connectionID: supplierID, name: 'HAKRO', remote: 'hakro', baseUrl, options })
  const warehouseID = (await call('warehouses.list', {})).rows[0]?.warehouseID ?? ''
  const { stocktakeID } = await call('stocktakes.open', { warehouseID, name: 'Shelf', blind: true })
  const item = supplier.control.items().find(({ code }) => code === '0801034006')
  const code = item?.gtin ?? ''
  for (const scanID of ['one', 'two', 'three']) {
    const { outcome, catalogue } = await call('stocktakes.scan', { stocktakeID, code, scanID })
    if (scanID === 'three' && catalogue !== undefined)
      tell(`${code} is ${outcome} here. Known in ${catalogue.catalogue}: ${catalogue.sku} ${catalogue.name ?? ''}`)
  }
  const taken = await call('catalogues.take', { connectionID: supplierID, sku: item?.code ?? '', code })
  tell(`Taken over as a new item of the shop: ${plural(taken.counted, 'kept piece')} counted`)
  const report = await call('sync.run', {})
  tell(`${plural(report.sent, 'change')} sent to the shop`)
  return item?.code ?? ''
}

/** The shop, its copy here, and the catalogue name the item alike. */
async function compare({ server: { supplier, shop }, call, scene, tell }: Stage, sku: string): Promise<boolean> {
  scene('The item at the shop, here and at the supplier')
  const here = await call('items.get', { sku })
  const there = shop.control.snapshot().items.find((item) => item.sku === sku)
  const gtin = supplier.control.items().find(({ code }) => code === sku)?.gtin
  tell(
    `shop: ${there?.name ?? 'none'}; here: ${here.name ?? 'none'}, barcode ${here.codes[0]?.code ?? 'none'}; supplier: ${gtin ?? 'none'}`,
  )
  return there?.name === here.name && here.confirmed && here.codes.some(({ code }) => code === gtin)
}
