import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readSync,
  readdirSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { addChange } from '../../src/main/core/store/changes.ts'
import { saveCode } from '../../src/main/core/store/barcodes.ts'
import { openStore, type Store } from '../../src/main/core/store/open-store.ts'
import { changeSettings } from '../../src/main/core/store/settings.ts'
import { addConfirmed, addTestConnection } from './store-world.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Data folders with something in them, and the ways in which disks spoil files. */
export const clock = { now: () => 1_700_000_000_000, monotonic: () => 0, sleep: () => Promise.resolve() }

export interface Planted {
  readonly directory: string
  readonly path: string
  /** Ids of the waiting movements, oldest first. */
  readonly changes: readonly number[]
}

/** Many movements over many items, so that every table has more than one page. Left closed. */
export async function plantFolder(movements = 300): Promise<Planted> {
  const directory = temporaryFolder()
  const store = await mustOpen(directory, false)
  const changes = store.write((writer) => {
    const connection = addTestConnection(writer)
    const warehouse = addConfirmed(writer, connection, 'warehouse', 'W1')
    writer.exec("INSERT INTO people (name) VALUES ('Ada')")
    changeSettings(writer, { currency: 'SEK' })
    return Array.from({ length: movements }, (_, place) => {
      const name = `Item number ${String(place)} with a name that takes some room`
      const uid = addConfirmed(writer, connection, 'item', `S${String(place)}`, {
        name,
        stock: new Map([[warehouse, 40]]),
      })
      saveCode(writer, connection, `code-${String(place)}`, uid, 1, 1)
      const kind = 'stock-delta' as const
      return addChange(writer, {
        connection,
        uid,
        recordKind: 'item',
        kind,
        warehouse,
        quantity: 2,
        groupID: 'g',
        at: 1,
      })
    })
  })
  store.close()
  return { directory, path: join(directory, 'hakomori.db'), changes }
}

export async function mustOpen(directory: string, closeAfterwards = true): Promise<Store> {
  const opened = await openStore({ directory, clock, pid: 1, patience: 100 })
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  const store = opened.value
  let closed = false
  const close = store.close.bind(store)
  const once: Store = {
    ...store,
    close: () => {
      if (!closed) close()
      closed = true
    },
  }
  if (closeAfterwards) onTestFinished(once.close)
  return once
}

export function overwrite(path: string, position: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+')
  writeSync(file, bytes, 0, bytes.length, position)
  closeSync(file)
}

export function flip(path: string, position: number): void {
  const file = openSync(path, 'r+')
  const byte = Buffer.alloc(1)
  readSync(file, byte, 0, 1, position)
  byte[0] = (byte[0] ?? 0) ^ 0xff
  writeSync(file, byte, 0, 1, position)
  closeSync(file)
}

/** The nth leaf page of a table, as a number from one; negative from the end. */
export function leafPage(path: string, table: string, nth = 1): number {
  const sqlite = new Sqlite(path, { readonly: true })
  const pages = sqlite
    .prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno")
    .pluck()
    .all(table)
  sqlite.close()
  const page = pages.at(nth)
  if (typeof page !== 'number') throw new Error(`${table} has only ${String(pages.length)} leaf pages`)
  return page
}

export const pageSize = 4096

export function spoilPage(path: string, page: number): void {
  overwrite(path, (page - 1) * pageSize, Buffer.alloc(pageSize))
}

export function copyFolderFiles(from: string, to: string): void {
  for (const name of ['hakomori.db', 'hakomori.db-wal', 'hakomori.schema', 'send.journal'])
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name))
}

/** Every file below a folder, with its bytes. */
export function filesBelow(directory: string): Map<string, Buffer> {
  return new Map(
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(directory, name)).isFile())
      .map((name) => [name, readFileSync(join(directory, name))]),
  )
}
