import { onTestFinished } from 'vitest'
import { connectionOptions } from '../../src/shared/contract/connections.ts'
import { addConnection, useConnection } from '../../src/main/core/store/connections.ts'
import type { Writer } from '../../src/main/core/store/database.ts'
import { openStore, type Store } from '../../src/main/core/store/open-store.ts'
import { addRecord, saveBase, saveBaseCells } from '../../src/main/core/store/records.ts'
import { refold } from '../../src/main/core/store/view.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A store in a folder of its own, closed when the test is over. */
/** `directory`: a new folder, if left out. The store closes itself when the test ends, if nobody did. */
export async function openTestStore(directory = temporaryFolder()): Promise<Store> {
  const clock = { now: () => 1_700_000_000_000, monotonic: () => 0, sleep: () => Promise.resolve() }
  const opened = await openStore({ directory, clock, pid: 1 })
  if (!opened.ok) throw new Error(opened.error.message)
  const store = opened.value
  let closed = false
  const close = (): void => {
    if (!closed) store.close()
    closed = true
  }
  onTestFinished(close)
  return { ...store, close }
}

export function addTestConnection(writer: Writer, name = 'Shop'): number {
  const options = connectionOptions.parse({ autoSync: false })
  const connection = addConnection(writer, {
    name,
    remote: 'hako-v1',
    baseUrl: 'http://127.0.0.1:1',
    practice: false,
    keyHint: null,
    options,
    at: 1,
  })
  useConnection(writer, connection)
  return connection
}

export interface TestRecord {
  readonly name?: string | null
  readonly price?: number | null
  readonly updatedAt?: number | null
  /** By the warehouse's uid. */
  readonly stock?: ReadonlyMap<number, number>
}

/** A record as the remote has it. Answers its uid. */
export function addConfirmed(
  writer: Writer,
  connection: number,
  kind: 'item' | 'warehouse' | 'bundle',
  key: string,
  record: TestRecord = {},
): number {
  const uid = addRecord(writer, connection, kind, key)
  const state = { key, name: record.name ?? null, price: record.price ?? null, expires: null, components: null }
  saveBase(writer, uid, { state, serverID: null, createdAt: null, updatedAt: record.updatedAt ?? null, seenAt: null })
  if (record.stock) saveBaseCells(writer, uid, record.stock)
  refold(writer, uid)
  return uid
}
