/**
 * What people do about what stands open: they go on working at the very record that is in question, answer everything about
 * it in one go, take an answer back, try a refused change again much later, and clear out what they then delete.
 */
import type { Question } from '../../src/shared/contract/queue.ts'
import { isQuestion } from '../../src/shared/domain/change.ts'
import type { Device } from './device.ts'
import type { Dice } from './dice.ts'
import type { ChangeRow } from './invariants/facts.ts'
import type { People } from './people.ts'
import type { Watcher } from './watcher.ts'

interface Known {
  readonly kind: 'item' | 'warehouse' | 'bundle'
  readonly key: string
  readonly present: number
  readonly base_key: string | null
}

type Asked = ChangeRow & { readonly asked: Question }

/** Answered by what really happened, and by nothing else. */
const doubts = new Set<Question['reason']>(['lostAnswer', 'restored', 'halfApplied', 'inferred', 'lateLanding'])
const atOnce = ['mine', 'mine', 'mine', 'theirs', 'retry', 'retry', 'discard'] as const

export class SecondThoughts {
  readonly #device: Device
  readonly #watcher: Watcher
  readonly #people: People

  constructor(device: Device, watcher: Watcher, people: People) {
    this.#device = device
    this.#watcher = watcher
    this.#people = people
  }

  async act(dice: Dice, id: string): Promise<void> {
    this.#people.begin(id)
    const questions = this.#questions()
    const one = questions.length > 0 ? dice.pick(questions) : null
    const act = dice.weighted([
      [one ? 6 : 0, 'go on'],
      [one ? 3 : 0, 'answer'],
      [2, 'take back'],
      [2, 'count and move'],
      [1.5, 'clear'],
      [1, 'unbundle'],
      [1.5, 'make anew'],
    ] as const)
    if (one !== null && act === 'go on') await this.#goOn(dice, one)
    else if (one !== null && act === 'answer') await this.#answerAll(dice, one, questions)
    else if (act === 'take back') await this.#people.do('queue.undo', {})
    else if (act === 'count and move') await this.#countAndMove(dice)
    else if (act === 'clear') await this.#clear(dice)
    else if (act === 'unbundle') await this.#unbundle(dice)
    else if (act === 'make anew') await this.#makeAnew(dice)
  }

  #questions(): Asked[] {
    return this.#watcher.books.open.flatMap((change) =>
      isQuestion(change.state) && change.question !== null
        ? [{ ...change, asked: JSON.parse(change.question) as Question }] // safe: the store wrote it
        : [],
    )
  }

  #keys(kind: Known['kind']): string[] {
    return this.#device
      .rows<{ key: string }>('SELECT key FROM records WHERE kind = ? AND present = 1 ORDER BY uid', kind)
      .map(({ key }) => key)
  }

  /** Something more is done to what is in question. */
  async #goOn(dice: Dice, { uid, warehouse }: Asked): Promise<unknown> {
    const record = this.#device.row<Known>('SELECT kind, key, present, base_key FROM records WHERE uid = ?', uid)
    if (record === undefined) return undefined
    const { kind, key: sku, present, base_key: taken } = record
    if (present === 0) {
      const other = this.#keys('item').find((key) => key !== taken)
      if (kind !== 'item' || taken === null) return undefined
      if (other === undefined || dice.chance(0.5)) return this.#people.do('items.create', { sku: taken, name: 'Again' })
      return this.#people.do('items.update', { sku: other, changes: { sku: taken } })
    }
    const name = `Later ${String(dice.integer(1, 99))}`
    if (kind === 'warehouse') return this.#people.do('warehouses.update', { warehouseID: sku, changes: { name } })
    if (kind === 'bundle') return this.#people.do('bundles.update', { sku, changes: { price: dice.integer(1, 9) } })
    const place = this.#device.row<{ key: string }>('SELECT key FROM records WHERE uid = ? AND present = 1', warehouse)
    const others = this.#keys('warehouse')
    if (place === undefined && others.length === 0) return undefined
    const warehouseID = place?.key ?? dice.pick(others)
    const quantity = dice.integer(1, 9)
    switch (dice.pick(['receive', 'receive', 'issue', 'count', 'edit', 'edit', 'delete'] as const)) {
      case 'receive':
        return this.#people.do('stock.receive', { sku, warehouseID, quantity })
      case 'issue':
        return this.#people.do('stock.issue', { sku, warehouseID, quantity })
      case 'count':
        return this.#people.do('stock.set', { sku, warehouseID, quantity: 10 * quantity, reason: 'looked' })
      case 'edit':
        return this.#people.do('items.update', { sku, changes: dice.chance(0.5) ? { name } : { price: quantity } })
      case 'delete':
        return this.#people.do('items.delete', { sku })
    }
  }

  /** Everything about one record in one go. */
  async #answerAll(dice: Dice, one: Asked, questions: readonly Asked[]): Promise<void> {
    const decision = dice.pick(atOnce)
    const rows = questions.filter(
      ({ uid, asked }) => uid === one.uid && !doubts.has(asked.reason) && asked.answers.includes(decision),
    )
    if (rows.length > 0) await this.#people.decide(rows, { decision })
  }

  async #countAndMove(dice: Dice): Promise<void> {
    const [items, warehouses] = [this.#keys('item'), this.#keys('warehouse')]
    if (items.length === 0 || warehouses.length === 0) return
    const cell = { sku: dice.pick(items), warehouseID: dice.pick(warehouses) }
    await this.#people.do('stock.set', { ...cell, quantity: dice.integer(20, 60), reason: 'looked' })
    await this.#people.do('stock.receive', { ...cell, quantity: dice.integer(1, 9) })
  }

  /** An item gives up its key, and another one gets it at once. */
  async #makeAnew(dice: Dice): Promise<void> {
    const items = this.#keys('item')
    if (items.length === 0) return
    const sku = dice.pick(items)
    if (dice.chance(0.6)) await this.#people.do('items.delete', { sku })
    else await this.#people.do('items.update', { sku, changes: { sku: `${sku}-${String(dice.integer(1, 9))}` } })
    await this.#people.do('items.create', { sku, name: 'Another' })
  }

  /** Everything is carried out of a warehouse, which is given up then. */
  async #clear(dice: Dice): Promise<void> {
    const warehouses = this.#keys('warehouse')
    if (warehouses.length === 0) return
    const from = dice.pick(warehouses)
    const others = warehouses.filter((key) => key !== from)
    if (others.length === 0) return
    const to = dice.pick(others)
    const rows = this.#device.rows<{ sku: string; quantity: number }>(
      `SELECT item.key AS sku, stock.quantity FROM stock JOIN records AS item ON item.uid = stock.item
         JOIN records AS place ON place.uid = stock.warehouse
       WHERE place.kind = 'warehouse' AND place.key = ? AND place.present = 1 AND item.present = 1 AND stock.quantity > 0`,
      from,
    )
    for (const { sku, quantity } of rows) await this.#people.do('stock.transfer', { sku, from, to, quantity })
    await this.#people.do('warehouses.delete', { warehouseID: from })
  }

  /** An item is taken out of a set, and given up then. */
  async #unbundle(dice: Dice): Promise<void> {
    const bundles = this.#device.rows<{ key: string; components: string }>(
      "SELECT key, components FROM records WHERE kind = 'bundle' AND present = 1 AND json_array_length(components) > 0",
    )
    if (bundles.length === 0) return
    const { key, components } = dice.pick(bundles)
    const parts = JSON.parse(components) as { sku: string; quantity: number }[] // safe: the store wrote it
    const { sku } = dice.pick(parts)
    const left = parts.filter((part) => part.sku !== sku)
    await this.#people.do('bundles.update', { sku: key, changes: { item_skus: left } })
    await this.#people.do('items.delete', { sku })
  }
}
