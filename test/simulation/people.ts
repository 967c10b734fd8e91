/** What users do at a device, through the contract as any shell would; and how they answer the questions they are asked. */
import type { Input, MethodName } from '../../src/shared/contract/contract.ts'
import type { Question } from '../../src/shared/contract/queue.ts'
import type { Device } from './device.ts'
import type { Dice } from './dice.ts'
import type { Ledger } from './ledger.ts'
import type { Profile } from './profile.ts'
import type { Story } from './story.ts'

type Keyed = { readonly key: string }[]

const present = (device: Device, kind: 'item' | 'warehouse' | 'bundle'): Keyed =>
  device.reader.rows<{ key: string }>('SELECT key FROM records WHERE kind = ? AND present = 1 ORDER BY uid', kind)

/** Few keys, so that people get in each other's way. */
export const someKey = (dice: Dice): string => `S${String(dice.integer(1, 9))}`

export class People {
  readonly #device: Device
  readonly #dice: Dice
  readonly #profile: Profile
  readonly #ledger: Ledger
  readonly #story: Story
  /** Changes that a counted figure closed: they may have happened or not. */
  readonly counted = new Set<number>()
  /** Times a question about a change was answered with going on. */
  readonly #patience = new Map<number, number>()
  readonly #stocktakes: string[] = []

  constructor(device: Device, parts: { dice: Dice; profile: Profile; ledger: Ledger; story: Story }) {
    this.#device = device
    this.#dice = parts.dice
    this.#profile = parts.profile
    this.#ledger = parts.ledger
    this.#story = parts.story
  }

  async #do<M extends MethodName>(method: M, input: Input<M>): Promise<void> {
    const answer = await this.#device.call(method, input)
    const what = answer.ok ? ('changeIDs' in answer.value && answer.value.changeIDs) || 'ok' : answer.error.kind
    this.#story.tell(this.#device.name, `${method} ${JSON.stringify(input)} = ${JSON.stringify(what)}`)
  }

  async act(): Promise<void> {
    const dice = this.#dice
    const upheaval = this.#profile.upheaval
    const items = present(this.#device, 'item')
    const warehouses = present(this.#device, 'warehouse')
    const [item, warehouse] = [
      items.length > 0 ? dice.pick(items) : null,
      warehouses.length > 0 ? dice.pick(warehouses) : null,
    ]
    if (item === null || warehouse === null) return this.#create(warehouses)
    const cell = { sku: item.key, warehouseID: warehouse.key }
    const quantity = dice.integer(1, 6)
    const act = dice.weighted([
      [6, 'receive'],
      [6, 'issue'],
      [3, 'transfer'],
      [2, 'several'],
      [1.5, 'set'],
      [3, 'edit'],
      [1, 'undo'],
      [1, 'warehouse'],
      [1.5, 'bundle'],
      [1.5, 'stocktake'],
      [1, 'create'],
      [5 * upheaval, 'rename'],
      [5 * upheaval, 'delete'],
      [2 * upheaval, 'warehouses'],
    ] as const)
    switch (act) {
      case 'receive':
        return this.#do('stock.receive', { ...cell, quantity })
      case 'issue':
        return this.#do('stock.issue', { ...cell, quantity })
      case 'transfer': {
        const to = dice.pick(warehouses).key
        if (to === warehouse.key) return this.#do('stock.receive', { ...cell, quantity })
        return this.#do('stock.transfer', { sku: item.key, from: warehouse.key, to, quantity })
      }
      case 'several': {
        const lines = items.slice(0, 4).map(({ key }) => ({ sku: key, quantity: dice.integer(1, 4) }))
        return this.#do('stock.move', {
          kind: dice.pick(['receive', 'issue'] as const),
          warehouseID: warehouse.key,
          lines,
        })
      }
      case 'set':
        return this.#do('stock.set', { ...cell, quantity: dice.integer(0, 60), reason: 'looked' })
      case 'edit':
        return this.#do('items.update', { sku: item.key, changes: this.#fields() })
      case 'undo':
        return this.#do('queue.undo', {})
      case 'warehouse':
        return this.#do('warehouses.update', {
          warehouseID: warehouse.key,
          changes: { name: `Hall ${String(dice.integer(1, 99))}` },
        })
      case 'bundle':
        return this.#bundle(items)
      case 'stocktake':
        return this.#stocktake(items, warehouse.key)
      case 'create':
        return this.#create(warehouses)
      case 'rename':
        return this.#do('items.update', { sku: item.key, changes: { sku: someKey(dice) } })
      case 'delete':
        return this.#do('items.delete', { sku: item.key })
      case 'warehouses':
        return this.#upturn(warehouse.key)
    }
  }

  #fields() {
    const dice = this.#dice
    const name = `Name ${String(dice.integer(1, 99))}`
    const price = dice.integer(1, 50)
    return dice.pick([{ name }, { price }, { name, price }, { expires: 1_800_000_000 + dice.integer(0, 9) }])
  }

  async #create(warehouses: Keyed): Promise<void> {
    const dice = this.#dice
    const first = warehouses[0]
    if (first === undefined || dice.chance(0.15))
      return this.#do('warehouses.create', { warehouseID: `W${String(dice.integer(1, 5))}`, name: 'New hall' })
    const inventory = dice.chance(0.5)
      ? [{ warehouseID: dice.pick(warehouses).key, quantity: dice.integer(0, 20) }]
      : undefined
    return this.#do('items.create', { sku: someKey(dice), ...this.#fields(), ...(inventory ? { inventory } : {}) })
  }

  async #bundle(items: Keyed): Promise<void> {
    const dice = this.#dice
    const bundles = present(this.#device, 'bundle')
    const parts = items
      .filter(() => dice.chance(0.5))
      .slice(0, 3)
      .map(({ key }) => ({ sku: key, quantity: dice.integer(1, 3) }))
    if (bundles.length === 0 || dice.chance(0.3))
      return this.#do('bundles.create', { sku: `B${String(dice.integer(1, 4))}`, name: 'Set', item_skus: parts })
    const { key } = dice.pick(bundles)
    if (dice.chance(0.2)) return this.#do('bundles.delete', { sku: key })
    const changes = dice.chance(0.5) ? { item_skus: parts } : { price: dice.integer(1, 9) }
    return this.#do('bundles.update', { sku: key, changes })
  }

  async #upturn(warehouseID: string): Promise<void> {
    const dice = this.#dice
    if (dice.chance(0.5)) return this.#do('warehouses.delete', { warehouseID })
    return this.#do('warehouses.update', { warehouseID, changes: { warehouseID: `W${String(dice.integer(1, 5))}` } })
  }

  /** Opens one, counts into it, or decides and posts it. */
  async #stocktake(items: Keyed, warehouseID: string): Promise<void> {
    const dice = this.#dice
    const [open] = this.#stocktakes
    if (open === undefined) {
      const opened = await this.#device.call('stocktakes.open', { warehouseID })
      if (opened.ok) this.#stocktakes.push(opened.value.stocktakeID)
      return
    }
    if (dice.chance(0.6)) {
      const lines = items.slice(0, 3)
      for (const { key } of lines)
        await this.#do('stocktakes.count', { stocktakeID: open, sku: key, quantity: dice.integer(0, 50), mode: 'set' })
      return
    }
    const decision = dice.pick(['difference', 'counted'] as const)
    const review = await this.#device.call('stocktakes.review', { stocktakeID: open })
    const skus = review.ok ? review.value.rows.filter((row) => row.status === 'decide').map((row) => row.sku) : []
    if (skus.length > 0) await this.#do('stocktakes.decide', { stocktakeID: open, skus, decision })
    await this.#do('stocktakes.post', { stocktakeID: open })
    if (dice.chance(0.5)) {
      await this.#do('stocktakes.cancel', { stocktakeID: open })
      this.#stocktakes.length = 0
    }
  }

  /** Answers one open question, by what really happened where that is asked. `weary`: gives way sooner. */
  async answer(weary: boolean): Promise<void> {
    const rows = this.#device.reader.rows<{
      id: number
      kind: string
      question: string
      uid: number
      warehouse: number | null
    }>(
      `SELECT id, kind, question, uid, warehouse FROM changes WHERE state IN ('quarantined', 'conflict', 'rejected') ORDER BY id`,
    )
    if (rows.length === 0) return
    const row = this.#dice.pick(rows)
    const question = JSON.parse(row.question) as Question // safe: the store wrote it
    const input = this.#decision(row, question, weary)
    if (input === null) return
    if (input.decision === 'count') {
      const open = this.#device.reader.rows<{ id: number }>(
        "SELECT id FROM changes WHERE uid = ? AND state = 'quarantined'",
        row.uid,
      )
      for (const { id } of open) this.counted.add(id)
    }
    await this.#do('queue.decide', { changeID: row.id, ...input })
  }

  #decision(
    row: { id: number },
    { reason, answers }: Question,
    weary: boolean,
  ): Pick<Input<'queue.decide'>, 'decision' | 'quantity'> | null {
    const dice = this.#dice
    const tried = this.#patience.get(row.id) ?? 0
    if (reason === 'lostAnswer' || reason === 'restored') {
      if (this.#ledger.mayStillLand(this.#device, row.id)) return null
      if (answers.includes('count') && dice.chance(weary ? 0 : 0.1))
        return { decision: 'count', quantity: dice.integer(0, 50) }
      const happened = this.#ledger.truth(this.#device, row.id) > 0 || this.#ledger.reached(this.#device, row.id)
      return { decision: happened ? 'applied' : 'resend' }
    }
    this.#patience.set(row.id, tried + 1)
    // What such a movement did went with the record that was deleted, or made anew: there is nothing left to be wrong about.
    if (reason === 'deletedRemotely' || reason === 'changedRemotely') this.counted.add(row.id)
    const givingWay = answers.find((answer) => answer === 'discard' || answer === 'theirs')
    if (givingWay !== undefined && tried > (weary ? 1 : 4)) return { decision: givingWay }
    const possible = answers.filter((answer) => answer !== 'count' && answer !== 'applied')
    return possible.length === 0 ? null : { decision: dice.pick(possible) }
  }
}
