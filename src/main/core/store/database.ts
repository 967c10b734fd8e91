import type Sqlite from 'better-sqlite3'
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Compilable } from 'kysely'
import type { Topic } from '../../../shared/contract/events.ts'
import type { Tables } from './tables.ts'

/**
 * Reading and writing as two different types: only a transaction hands out a `Writer`, so a function that takes a
 * `Reader` provably changes nothing. Everything is synchronous: a transaction can't be held open across an await.
 */
export interface Reader {
  all<R>(query: Compilable<R>): R[]
  first<R>(query: Compilable<R>): R | undefined
  /** Hand-written SQL for the hot and the unusual; the caller says what the rows are. */
  rows<R>(text: string, ...parameters: SqlValue[]): R[]
  row<R>(text: string, ...parameters: SqlValue[]): R | undefined
}

export interface Writer extends Reader {
  run(query: Compilable<unknown>): { readonly changes: number; readonly id: number }
  exec(text: string, ...parameters: SqlValue[]): { readonly changes: number; readonly id: number }
  /** Names what listeners should read again once this transaction is committed. */
  touch(...topics: readonly Topic[]): void
}

export type SqlValue = string | number | null

/** Builds statements only; `Reader` and `Writer` carry them out. Kysely's own drivers are asynchronous, ours must not be. */
export const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

export class Database implements Writer {
  #sqlite: Sqlite.Database
  readonly #statements = new Map<string, Prepared>()
  readonly #listeners = new Set<(topics: ReadonlySet<Topic>) => void>()
  #touched = new Set<Topic>()
  #writing = false
  #transaction: Sqlite.Transaction<(work: (writer: Writer) => unknown) => unknown> | null = null

  constructor(sqlite: Sqlite.Database) {
    this.#sqlite = sqlite
  }

  all<R>(query: Compilable<R>): R[] {
    const { sql, parameters } = query.compile()
    return this.rows<R>(sql, ...sqlValues(parameters))
  }

  first<R>(query: Compilable<R>): R | undefined {
    const { sql, parameters } = query.compile()
    return this.row<R>(sql, ...sqlValues(parameters))
  }

  rows<R>(text: string, ...parameters: SqlValue[]): R[] {
    const { statement, numbered } = this.#prepare(text)
    // Safe: the row type is stated next to the statement that selects it.
    return (numbered ? statement.all(named(parameters)) : statement.all(...parameters)) as R[]
  }

  row<R>(text: string, ...parameters: SqlValue[]): R | undefined {
    const { statement, numbered } = this.#prepare(text)
    return (numbered ? statement.get(named(parameters)) : statement.get(...parameters)) as R | undefined // safe: as above
  }

  run(query: Compilable<unknown>) {
    const { sql, parameters } = query.compile()
    return this.exec(sql, ...sqlValues(parameters))
  }

  exec(text: string, ...parameters: SqlValue[]) {
    if (!this.#writing) throw new Error('A write outside a transaction')
    const { statement, numbered } = this.#prepare(text)
    const { changes, lastInsertRowid } = numbered ? statement.run(named(parameters)) : statement.run(...parameters)
    return { changes, id: Number(lastInsertRowid) }
  }

  touch(...topics: readonly Topic[]): void {
    for (const topic of topics) this.#touched.add(topic)
  }

  /** Runs `work` in one IMMEDIATE transaction; a throw rolls everything back. Listeners hear of it after the commit. */
  write<T>(work: (writer: Writer) => T): T {
    if (this.#writing) throw new Error('A transaction inside a transaction')
    this.#touched = new Set()
    this.#transaction ??= this.#makeTransaction()
    const result = this.#transaction.immediate(work) as T // safe: it answers what `work` does
    const topics = this.#touched
    if (topics.size > 0) this.announce(topics)
    return result
  }

  /** Made once, because making it costs more than a small transaction. */
  #makeTransaction(): Sqlite.Transaction<(work: (writer: Writer) => unknown) => unknown> {
    return this.#sqlite.transaction((work) => {
      this.#writing = true
      try {
        return work(this)
      } finally {
        this.#writing = false
      }
    })
  }

  /** Goes on with another file, which took the place of the one before. */
  moveTo(sqlite: Sqlite.Database): void {
    if (this.#writing) throw new Error('Another file inside a transaction')
    this.#statements.clear()
    this.#transaction = null
    this.#sqlite = sqlite
  }

  /** Tells listeners of what changed without a transaction. */
  announce(topics: ReadonlySet<Topic>): void {
    for (const listener of this.#listeners) listener(topics)
  }

  /** Hears the topics of every committed transaction until the disposer is called. */
  listen(listener: (topics: ReadonlySet<Topic>) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #prepare(text: string): Prepared {
    const known = this.#statements.get(text)
    if (known) return known
    const prepared = { statement: this.#sqlite.prepare(text), numbered: text.includes('?1') }
    this.#statements.set(text, prepared)
    return prepared
  }
}

interface Prepared {
  readonly statement: Sqlite.Statement
  /** better-sqlite3 takes numbered parameters (`?1`) by name only. A statement has either these or plain `?`. */
  readonly numbered: boolean
}

function named(parameters: readonly SqlValue[]): Record<string, SqlValue> {
  const values: Record<string, SqlValue> = {}
  for (const [index, value] of parameters.entries()) values[String(index + 1)] = value
  return values
}

function sqlValues(parameters: readonly unknown[]): SqlValue[] {
  return parameters as SqlValue[] // safe: Tables has no other column types
}
