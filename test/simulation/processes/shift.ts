/**
 * One working day with many power cuts: one account, one data folder, and a core process that is killed, started again
 * and looked at, over and over; at the end the queue settles with truthful answers and the figures must be right.
 */
import { rmSync } from 'node:fs'
import type { PracticeServer } from '../../../src/main/practice/practice.ts'
import type { Dice } from '../dice.ts'
import { makeFolder, removeFolder } from '../template.ts'
import { inStock, landedBodies, skus, startAccount, warehouseIDs } from './account.ts'
import { movedBy, readBooks, timesLanded, type Books } from './books.ts'
import { startCore, type CoreClient } from './core-client.ts'

export class Broken extends Error {}

export interface PlannedKill {
  /** Null: the parent kills it after `afterMs`. */
  readonly point: string | null
  readonly times: number
  readonly afterMs: number
}

export interface LeftBehind {
  readonly directory: string
  /** Of every body of a request, how often it was carried out. */
  readonly landed: ReadonlyMap<string, number>
}

interface Acknowledged {
  readonly changes: Set<number>
  readonly scans: Set<string>
}

export class Shift {
  readonly #dice: Dice
  readonly #directory = makeFolder()
  readonly #acknowledged: Acknowledged = { changes: new Set(), scans: new Set() }
  #server: PracticeServer | null = null
  #stocktakeID: string | null = null
  /** Every quantity is another one, and hardly any sum is like another, so that requests can be told apart by their bodies. */
  #quantity = 50_000
  #scans = 0
  /** Where the processes really ended. */
  readonly endedAt = new Map<string, number>()

  constructor(dice: Dice) {
    this.#dice = dice
  }

  /** `onDead` may look at the folder that a kill left behind. */
  async live(kills: readonly PlannedKill[], onDead: (left: LeftBehind) => void = () => undefined): Promise<void> {
    this.#server = await startAccount()
    try {
      for (const kill of kills) {
        await this.#day(kill)
        onDead({ directory: this.#directory, landed: landedBodies(this.#server) })
      }
      await this.#settle()
    } finally {
      await this.#server.close()
      removeFolder(this.#directory)
      rmSync(this.#directory, { recursive: true, force: true })
    }
  }

  get #account(): PracticeServer {
    if (this.#server === null) throw new Error('The account is not open')
    return this.#server
  }

  /** Start, look, work, die. */
  async #day(kill: PlannedKill): Promise<void> {
    const { apiKey } = this.#account
    const core = await startCore({ directory: this.#directory, apiKey, point: kill.point, times: kill.times })
    if (core === 'dead') return this.#note(kill.point ?? 'at the start')
    if ('kind' in core) throw new Broken(`does not open after a kill: ${core.message}`)
    try {
      this.#look()
      await this.#connect(core)
      const work = this.#work(core, kill.point?.includes('backup') === true)
      await Promise.race([work, wait(kill.point === null ? kill.afterMs : longest)])
      this.#note(core.isDead() && kill.point !== null ? kill.point : 'at any moment')
      await core.kill()
      await work
    } finally {
      await core.kill()
    }
  }

  #note(where: string): void {
    this.endedAt.set(where, (this.endedAt.get(where) ?? 0) + 1)
  }

  /** Everything that was acknowledged is there, and the file is whole. */
  #look(): Books {
    const books = readBooks(this.#directory)
    if (books.integrity !== 'ok') throw new Broken(`integrity_check says ${books.integrity}`)
    const ids = new Set(books.changes.map((change) => change.id))
    for (const id of this.#acknowledged.changes)
      if (!ids.has(id)) throw new Broken(`change ${String(id)} was acknowledged and is gone`)
    for (const id of this.#acknowledged.scans)
      if (!books.scanIDs.has(id)) throw new Broken(`scan ${id} was acknowledged and is gone`)
    const landed = landedBodies(this.#account)
    for (const { id, kind, state } of books.changes) {
      const times = kind === 'stock-delta' || kind === 'transfer' ? timesLanded(books, landed, id) : 0
      if (times > 1) throw new Broken(`change ${String(id)} was carried out ${String(times)} times`)
      if (times > 0 && (state === 'ready' || state === 'blocked'))
        throw new Broken(`change ${String(id)} was carried out and is ${state} to be sent again`)
    }
    return books
  }

  async #connect(core: CoreClient): Promise<void> {
    const known = await core.call('connections.list', {})
    if (known === 'dead' || !known.ok) return
    if (known.value.rows.length === 0) {
      const { baseUrl, apiKey } = this.#account
      await core.call('connections.save', {
        name: 'Account',
        remote: 'hako-v1',
        baseUrl,
        credentials: { apiKey },
        options: { settleSeconds: 0, batchSize: 4 },
      })
      await core.call('sync.run', {})
    }
    if (this.#stocktakeID !== null) return
    const opened = await core.call('stocktakes.open', { warehouseID: warehouseIDs[0] })
    if (opened !== 'dead' && opened.ok) this.#stocktakeID = opened.value.stocktakeID
  }

  /** People scan and move stock while the queue is being sent. */
  async #work(core: CoreClient, backUp: boolean): Promise<void> {
    await this.#move(core)
    const jobs = [core.call('sync.run', { full: this.#dice.chance(0.3) }).then(() => undefined)]
    if (backUp || this.#dice.chance(0.1)) jobs.push(core.call('data.backup', {}).then(() => undefined))
    for (let act = 0; act < 6 && !core.isDead(); act += 1)
      await (this.#dice.chance(0.5) ? this.#scan(core) : this.#move(core))
    await Promise.all(jobs)
  }

  async #scan(core: CoreClient): Promise<void> {
    if (this.#stocktakeID === null) return
    const scanID = `scan-${String((this.#scans += 1))}`
    const input = { stocktakeID: this.#stocktakeID, code: this.#dice.pick(skus), scanID }
    const answer = await core.call('stocktakes.scan', input)
    if (answer !== 'dead' && answer.ok) this.#acknowledged.scans.add(scanID)
  }

  async #move(core: CoreClient): Promise<void> {
    const quantity = (this.#quantity += this.#dice.integer(1, 900))
    const sku = this.#dice.pick(skus)
    const [near, far] = warehouseIDs
    const [from, to] = this.#dice.chance(0.5) ? [near, far] : [far, near]
    const answer = this.#dice.chance(0.3)
      ? await core.call('stock.transfer', { sku, from, to, quantity })
      : await core.call(this.#dice.chance(0.5) ? 'stock.receive' : 'stock.issue', { sku, warehouseID: from, quantity })
    if (answer === 'dead' || !answer.ok) return
    for (const id of answer.value.changeIDs) this.#acknowledged.changes.add(id)
  }

  /** Everybody answers truthfully until nothing is open; then the remote holds what was entered here, once. */
  async #settle(): Promise<void> {
    const { apiKey } = this.#account
    const core = await startCore({ directory: this.#directory, apiKey, point: null, times: 1 })
    if (core === 'dead' || 'kind' in core) throw new Broken('does not open at the end of the day')
    try {
      let books = this.#look()
      for (let round = 0; round < 12; round += 1) {
        await core.call('sync.run', { full: round === 0 })
        books = this.#look()
        await this.#answer(core, books)
        if (openOf(books).length === 0) break
      }
      const open = openOf(books)
      if (open.length > 0) throw new Broken(`never gets done: ${JSON.stringify(open)}`)
      this.#compare(books)
    } finally {
      await core.kill()
    }
  }

  async #answer(core: CoreClient, books: Books): Promise<void> {
    const landed = landedBodies(this.#account)
    for (const { id, state } of books.changes) {
      if (state === 'quarantined') {
        const decision = timesLanded(books, landed, id) > 0 ? 'applied' : 'resend'
        await core.call('queue.decide', { changeID: id, decision })
      } else if (state === 'rejected' || state === 'conflict') {
        await core.call('queue.decide', { changeID: id, decision: 'discard' })
      }
    }
  }

  #compare(books: Books): void {
    const moved = movedBy(books)
    for (const { sku, stock } of this.#account.control.snapshot().items)
      for (const [warehouseID, quantity] of Object.entries(stock)) {
        const expected = inStock + (moved.get(`${sku} ${warehouseID}`) ?? 0)
        if (quantity !== expected)
          throw new Broken(
            `${sku} in ${warehouseID} is ${String(quantity)} at the remote and should be ${String(expected)}`,
          )
      }
  }
}

/** Past this, in milliseconds, a point counts as not reached, and the process ends where it is. */
const longest = 3_000

const over = new Set(['applied', 'superseded', 'discarded'])
const openOf = ({ changes }: Books) => changes.filter((change) => !over.has(change.state))

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
