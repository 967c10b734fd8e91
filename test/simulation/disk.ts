/**
 * The disk under a simulated device. Every statement of its database connection passes here: it can fail as a disk does,
 * the process can die before it, and what it wrote is known row by row, so that only that has to be checked. Nothing of the
 * product knows: the library's own objects are watched, for files that are named here before they are opened.
 */
import Sqlite from 'better-sqlite3'

export type DiskFailure = 'SQLITE_BUSY' | 'SQLITE_FULL' | 'SQLITE_IOERR'

type Values = readonly (string | number | null)[]

/** What a commit or a rolled back try has written: changes by id, and records whose view may have moved. */
export interface Touched {
  readonly changes: Set<number>
  readonly records: Set<number>
}

export class Disk {
  readonly path: string
  /** Commits that wrote something. */
  commits = 0
  readonly touched: Touched = { changes: new Set(), records: new Set() }
  /** Asked before every statement of the product: null, or how it fails. */
  onStatement: (text: string) => DiskFailure | null = () => null
  #connection: Sqlite.Database | null = null
  #native: NativeDatabase | null = null
  #own = new Map<string, Sqlite.Statement>()
  #wrote = false

  constructor(path: string) {
    this.path = path
    disks.set(path, this)
  }

  /** The file is another's, or nobody's, from now on. */
  forget(): void {
    disks.delete(this.path)
    this.#own = new Map()
  }

  get inTransaction(): boolean {
    return this.#connection?.inTransaction ?? false
  }

  /** Reads as the product's own connection sees it, unwatched. */
  rows<R>(text: string, ...values: Values): R[] {
    return this.#prepare(text).all(...values) as R[] // safe: the caller says what it selects
  }

  row<R>(text: string, ...values: Values): R | undefined {
    return this.#prepare(text).get(...values) as R | undefined // safe: as above
  }

  /** Notes the rows of the tables below from now on. */
  watchRows(): void {
    const connection = this.#connection
    if (connection === null) throw new Error(`${this.path} is not open`)
    connection.function('simulator_touched', (table, id) => {
      if (table === 'change') this.touched.changes.add(Number(id))
      else this.touched.records.add(Number(id))
      return null
    })
    for (const text of triggers) this.#native?.exec(text)
  }

  /** The library has opened the file. */
  attach(connection: Sqlite.Database, native: NativeDatabase): void {
    this.#connection = connection
    this.#own = new Map()
    const prepare = native.prepare.bind(native)
    this.#native = { prepare, exec: native.exec.bind(native) }
    native.prepare = (text, database, isPragma, ...rest) => {
      const statement = prepare(text, database, isPragma, ...rest)
      if (!isPragma) this.#watch(statement, text)
      return statement
    }
  }

  #prepare(text: string): Sqlite.Statement {
    const known = this.#own.get(text)
    if (known) return known
    if (this.#native === null || this.#connection === null) throw new Error(`${this.path} is not open`)
    const statement = this.#native.prepare(text, this.#connection, false, false)
    this.#own.set(text, statement)
    return statement
  }

  #watch(statement: Sqlite.Statement, text: string): void {
    const { run, get, all } = statement
    const before = (): void => {
      const failure = text === 'ROLLBACK' ? null : this.onStatement(text)
      if (failure !== null) this.#fail(failure)
    }
    statement.get = (...values) => (before(), get.apply(statement, values))
    statement.all = (...values) => (before(), all.apply(statement, values))
    statement.run = (...values) => {
      before()
      const result = run.apply(statement, values)
      if (text === 'COMMIT' && this.#wrote) this.commits += 1
      if (text === 'COMMIT' || text === 'ROLLBACK') this.#wrote = false
      else if (result.changes > 0 && !text.startsWith('BEGIN')) this.#wrote = true
      return result
    }
  }

  /** A full or broken disk takes the whole transaction back by itself; a busy one leaves it open. */
  #fail(failure: DiskFailure): never {
    if (failure !== 'SQLITE_BUSY' && this.inTransaction) {
      this.#prepare('ROLLBACK').run()
      this.#wrote = false
    }
    throw new Sqlite.SqliteError(`${failure} by the simulator`, failure)
  }
}

const triggers = (['changes', 'records', 'stock'] as const).flatMap((table) =>
  (['INSERT', 'UPDATE', 'DELETE'] as const).map((event) => {
    const row = event === 'DELETE' ? 'old' : 'new'
    const note = (kind: string, id: string): string => `SELECT simulator_touched('${kind}', ${row}.${id});`
    const notes =
      table === 'changes'
        ? note('change', 'id') + note('record', 'uid')
        : note('record', table === 'stock' ? 'item' : 'uid')
    return `CREATE TEMP TRIGGER simulator_${table}_${event} AFTER ${event} ON main.${table} BEGIN ${notes} END`
  }),
)

/** The library's own object behind a connection: everything that is carried out is prepared by it. */
interface NativeDatabase {
  prepare(text: string, database: Sqlite.Database, isPragma: boolean, ...rest: unknown[]): Sqlite.Statement
  exec(text: string): void
}

const disks = new Map<string, Disk>()
const attached = new WeakSet<Sqlite.Database>()

function attachTo(connection: Sqlite.Database): void {
  if (attached.has(connection)) return
  attached.add(connection)
  const disk = disks.get(connection.name)
  if (disk === undefined) return
  const symbol = Object.getOwnPropertySymbols(connection)[0]
  const native = symbol === undefined ? undefined : Reflect.get(connection, symbol)
  disk.attach(connection, native as NativeDatabase) // safe: it is the only symbol, and better-sqlite3's version is pinned
}

const { prototype } = Sqlite
for (const method of ['prepare', 'pragma', 'exec', 'transaction'] as const) {
  const original: (...given: never[]) => unknown = prototype[method]
  Reflect.set(prototype, method, function (this: Sqlite.Database, ...given: never[]) {
    attachTo(this)
    return original.apply(this, given)
  })
}
