/** What users do at a device, through the contract as any shell would; and how they answer the questions they are asked. */
import type { Input, MethodName, Output } from '../../src/shared/contract/contract.ts'
import type { AppError } from '../../src/shared/contract/errors.ts'
import type { Question } from '../../src/shared/contract/queue.ts'
import type { Result } from '../../src/shared/domain/result.ts'
import type { Device } from './device.ts'
import { someKey, type Dice } from './dice.ts'
import { checkCommand } from './invariants/command.ts'
import type { ChangeRow } from './invariants/facts.ts'
import type { Ledger } from './ledger.ts'
import type { Story } from './story.ts'
import type { Watcher } from './watcher.ts'

type Keyed = readonly { readonly key: string }[]

export class People {
  readonly #device: Device
  readonly #upheaval: number
  readonly #ledger: Ledger
  readonly #watcher: Watcher
  readonly #story: Story
  /** The act that is being carried out, for the story. */
  #act = ''
  /** Times a question about a change was answered with going on. */
  readonly #patience = new Map<number, number>()
  readonly #stocktakes: string[] = []
  /** The newest attempt at the time when a change was decided last. */
  readonly decided = new Map<number, number>()
  /** Questions met, by reason. */
  readonly questions = new Map<string, number>()

  constructor(device: Device, parts: { upheaval: number; ledger: Ledger; watcher: Watcher; story: Story }) {
    this.#device = device
    this.#upheaval = parts.upheaval
    this.#ledger = parts.ledger
    this.#watcher = parts.watcher
    this.#story = parts.story
  }

  #present(kind: 'item' | 'warehouse' | 'bundle'): Keyed {
    return this.#device.rows<{ key: string }>(
      `SELECT key FROM records WHERE kind = '${kind}' AND present = 1 ORDER BY uid`,
    )
  }

  /** Through the contract, held against what it says, and told. */
  async do<M extends MethodName>(method: M, input: Input<M>): Promise<Result<Output<M>, AppError>> {
    const answer = await this.#device.call(method, input)
    const changeIDs = answer.ok && 'changeIDs' in answer.value ? answer.value.changeIDs : []
    const what = answer.ok ? (changeIDs.length > 0 ? changeIDs : 'ok') : answer.error.kind
    if (answer.ok && !this.#device.isDead()) checkCommand(this.#device, method, input, changeIDs)
    this.#story.tell(this.#device.name, `${method} ${JSON.stringify(input)} = ${JSON.stringify(what)}   [${this.#act}]`)
    return answer
  }

  /** From here on everything is told as of this act. */
  begin(id: string): void {
    this.#act = id
  }

  /** One thing that somebody does here. */
  async act(dice: Dice, id: string): Promise<void> {
    this.begin(id)
    await this.#actAs(dice)
  }

  async #actAs(dice: Dice): Promise<unknown> {
    const upheaval = this.#upheaval
    const items = this.#present('item')
    const warehouses = this.#present('warehouse')
    const [item, warehouse] = [
      items.length > 0 ? dice.pick(items) : null,
      warehouses.length > 0 ? dice.pick(warehouses) : null,
    ]
    if (item === null || warehouse === null) return this.#create(dice, warehouses)
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
        return this.do('stock.receive', { ...cell, quantity })
      case 'issue':
        return this.do('stock.issue', { ...cell, quantity })
      case 'transfer': {
        const to = dice.pick(warehouses).key
        if (to === warehouse.key) return this.do('stock.receive', { ...cell, quantity })
        return this.do('stock.transfer', { sku: item.key, from: warehouse.key, to, quantity })
      }
      case 'several': {
        const lines = items.slice(0, 4).map(({ key }) => ({ sku: key, quantity: dice.integer(1, 4) }))
        return this.do('stock.move', {
          kind: dice.pick(['receive', 'issue'] as const),
          warehouseID: warehouse.key,
          lines,
        })
      }
      case 'set':
        return this.do('stock.set', { ...cell, quantity: dice.integer(0, 60), reason: 'looked' })
      case 'edit':
        return this.do('items.update', { sku: item.key, changes: someFields(dice) })
      case 'undo':
        return this.do('queue.undo', {})
      case 'warehouse':
        return this.do('warehouses.update', {
          warehouseID: warehouse.key,
          changes: { name: `Hall ${String(dice.integer(1, 99))}` },
        })
      case 'bundle':
        return this.#bundle(dice, items)
      case 'stocktake':
        return this.#stocktake(dice, items, warehouse.key)
      case 'create':
        return this.#create(dice, warehouses)
      case 'rename':
        return this.do('items.update', { sku: item.key, changes: { sku: someKey(dice) } })
      case 'delete':
        return this.do('items.delete', { sku: item.key })
      case 'warehouses':
        return this.#upturn(dice, warehouse.key)
    }
  }

  async #create(dice: Dice, warehouses: Keyed): Promise<unknown> {
    const first = warehouses[0]
    if (first === undefined || dice.chance(0.15))
      return this.do('warehouses.create', { warehouseID: `W${String(dice.integer(1, 5))}`, name: 'New hall' })
    const inventory = dice.chance(0.5)
      ? [{ warehouseID: dice.pick(warehouses).key, quantity: dice.integer(0, 20) }]
      : undefined
    return this.do('items.create', { sku: someKey(dice), ...someFields(dice), ...(inventory ? { inventory } : {}) })
  }

  async #bundle(dice: Dice, items: Keyed): Promise<unknown> {
    const bundles = this.#present('bundle')
    const parts = items
      .filter(() => dice.chance(0.5))
      .slice(0, 3)
      .map(({ key }) => ({ sku: key, quantity: dice.integer(1, 3) }))
    if (bundles.length === 0 || dice.chance(0.3))
      return this.do('bundles.create', { sku: `B${String(dice.integer(1, 4))}`, name: 'Set', item_skus: parts })
    const { key } = dice.pick(bundles)
    if (dice.chance(0.2)) return this.do('bundles.delete', { sku: key })
    const changes = dice.chance(0.5) ? { item_skus: parts } : { price: dice.integer(1, 9) }
    return this.do('bundles.update', { sku: key, changes })
  }

  async #upturn(dice: Dice, warehouseID: string): Promise<unknown> {
    if (dice.chance(0.5)) return this.do('warehouses.delete', { warehouseID })
    return this.do('warehouses.update', { warehouseID, changes: { warehouseID: `W${String(dice.integer(1, 5))}` } })
  }

  /** Opens one, counts into it, or decides and posts it. */
  async #stocktake(dice: Dice, items: Keyed, warehouseID: string): Promise<unknown> {
    const [open] = this.#stocktakes
    if (open === undefined) {
      const opened = await this.#device.call('stocktakes.open', { warehouseID })
      if (opened.ok) this.#stocktakes.push(opened.value.stocktakeID)
      return undefined
    }
    if (dice.chance(0.6)) {
      const lines = items.slice(0, 3)
      for (const { key } of lines)
        await this.do('stocktakes.count', { stocktakeID: open, sku: key, quantity: dice.integer(0, 50), mode: 'set' })
      return undefined
    }
    const decision = dice.pick(['difference', 'counted'] as const)
    const review = await this.#device.call('stocktakes.review', { stocktakeID: open })
    const skus = review.ok ? review.value.rows.filter((row) => row.status === 'decide').map((row) => row.sku) : []
    if (skus.length > 0) await this.do('stocktakes.decide', { stocktakeID: open, skus, decision })
    await this.do('stocktakes.post', { stocktakeID: open })
    if (dice.chance(0.5)) {
      await this.do('stocktakes.cancel', { stocktakeID: open })
      this.#stocktakes.length = 0
    }
    return undefined
  }

  /** The disk may have lost an answer: what is in doubt again was never decided. */
  forgetDecisions(): void {
    const doubtful = ['quarantined', 'unknown', 'inflight']
    for (const id of this.decided.keys()) {
      const state = this.#watcher.books.changes.get(id)?.state
      if (state === undefined || doubtful.includes(state)) this.decided.delete(id)
    }
  }

  /** Answers one open question, by what really happened where that is asked. `weary`: gives way sooner. */
  async answer(dice: Dice, weary: boolean): Promise<void> {
    this.#act = 'answer'
    await this.#answerMissing()
    const rows = this.#watcher.books.open.filter((change) => change.question !== null)
    if (rows.length === 0) return
    const row = dice.pick(rows)
    const question = JSON.parse(row.question ?? 'null') as Question // safe: the store wrote it
    const input = this.#decision(dice, row.id, question, weary)
    if (input === null) return
    if (input.decision === 'count')
      for (const { id, state } of this.#watcher.books.openOf(row.uid))
        if (state === 'quarantined') this.#watcher.excuse(id, 'end')
    await this.decide([row], input)
  }

  /** One answer to all of these. */
  async decide(rows: readonly ChangeRow[], input: Pick<Input<'queue.decide'>, 'decision' | 'quantity'>): Promise<void> {
    let isOfAnother = false
    for (const row of rows) {
      const question = JSON.parse(row.question ?? 'null') as Question // safe: the store wrote it
      if (input.decision === 'mine') this.#watcher.sight.show(this.#device, row, question)
      // What such a movement did went with the record that was deleted, or made anew: there is nothing left to be wrong about.
      if (question.reason === 'deletedRemotely' || question.reason === 'changedRemotely') {
        this.#watcher.excuse(row.id, 'end')
        isOfAnother = true
      }
    }
    const [first, ...others] = rows.map(({ id }) => id)
    if (first === undefined) return
    const lastAttempt = this.#device.row<{ id: number | null }>('SELECT max(id) AS id FROM attempts')?.id ?? 0
    const which = others.length === 0 ? { changeID: first } : { changeIDs: [first, ...others] }
    const answer = await this.do('queue.decide', { ...which, ...input })
    // What was sent in one row is decided together.
    if (!answer.ok) return
    for (const id of answer.value.decided) {
      this.decided.set(id, lastAttempt)
      if (isOfAnother) this.#watcher.excuse(id, 'end')
      if (this.#ledger.truth(this.#device, id).half) this.#watcher.excuse(id, 'end')
    }
  }

  /** Too many records that a listing lacked: gone if they are, kept if not. */
  async #answerMissing(): Promise<void> {
    const held = this.#device.row('SELECT 1 FROM held_deletions WHERE consented_at IS NULL')
    if (held === undefined) return
    const missing = await this.#device.call('sync.missing', {})
    if (!missing.ok || missing.value.holdID === null || this.#device.isDead()) return
    const { holdID } = missing.value
    const rows = this.#device.rows<{ kind: 'item' | 'warehouse' | 'bundle'; key: string; id: string | null }>(
      'SELECT records.kind, base_key AS key, server_id AS id FROM held_rows JOIN records USING (uid) WHERE base_key IS NOT NULL',
    )
    const gone = rows.every(({ kind, key, id }) => !this.#ledger.presence.wasThere(kind, key, id, 0))
    if (gone) this.#watcher.consented = true
    // It reads the remote before it answers; nobody waits for that here.
    this.#story.tell(this.#device.name, `says that ${String(rows.length)} records are ${gone ? 'gone' : 'there'}`)
    void (gone ? this.#device.call('sync.removeMissing', { holdID }) : this.#device.call('sync.keepMissing', {}))
  }

  #decision(
    dice: Dice,
    id: number,
    { reason, answers }: Question,
    weary: boolean,
  ): Pick<Input<'queue.decide'>, 'decision' | 'quantity'> | null {
    const tried = this.#patience.get(id) ?? 0
    this.questions.set(reason, (this.questions.get(reason) ?? 0) + (tried === 0 ? 1 : 0))
    // Nothing lands twice here without a violation: what looks like it is somebody else's movement.
    if (reason === 'lateLanding') return { decision: 'discard' }
    if (reason === 'lostAnswer' || reason === 'restored' || reason === 'halfApplied' || reason === 'inferred') {
      if (this.#ledger.mayStillLand(this.#device, id)) return null
      this.#patience.set(id, tried + 1)
      if (answers.includes('count') && dice.chance(weary ? 0 : 0.1))
        return { decision: 'count', quantity: dice.integer(0, 50) }
      const truth = this.#ledger.truth(this.#device, id)
      if (truth.half) this.#watcher.excuse(id, 'end')
      if (truth.half && answers.includes('compensate')) return { decision: 'compensate' }
      const isDone = truth.times > 0 || this.#ledger.reached(this.#device, id)
      if (!isDone && tried > (weary ? 1 : 4) && answers.includes('discard')) return { decision: 'discard' }
      return { decision: isDone ? 'applied' : 'resend' }
    }
    this.#patience.set(id, tried + 1)
    const givingWay = answers.find((answer) => answer === 'discard' || answer === 'theirs')
    // Who knows that it was carried out on the record that was does not want it a second time on the one that is.
    const isDone = answers.includes('resend') && this.#ledger.truth(this.#device, id).times > 0
    if (reason === 'changedRemotely' && isDone) return { decision: 'discard' }
    if (givingWay !== undefined && tried > (weary ? 1 : 4)) return { decision: givingWay }
    const possible = answers.filter((answer) => answer !== 'count' && answer !== 'applied')
    return possible.length === 0 ? null : { decision: dice.pick(possible) }
  }
}

function someFields(dice: Dice) {
  const name = `Name ${String(dice.integer(1, 99))}`
  const price = dice.integer(1, 50)
  return dice.pick([{ name }, { price }, { name, price }, { expires: 1_800_000_000 + dice.integer(0, 9) }])
}
