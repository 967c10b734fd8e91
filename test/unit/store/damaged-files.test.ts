import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { listChanges } from '../../../src/main/core/store/changes.ts'
import { connectionInUse } from '../../../src/main/core/store/connections.ts'
import { readMeta } from '../../../src/main/core/store/meta.ts'
import { openStore, type Store } from '../../../src/main/core/store/open-store.ts'
import { listPeople } from '../../../src/main/core/store/people.ts'
import { readSettings } from '../../../src/main/core/store/settings.ts'
import { recoveryReport } from '../../../src/shared/contract/data.ts'
import {
  clock,
  flip,
  leafPage,
  mustOpen,
  overwrite,
  plantFolder,
  spoilPage,
  type Planted,
} from '../../support/damage.ts'

const stateOf = (store: Store, state: 'ready' | 'unknown'): number[] =>
  listChanges(store.reader, connectionInUse(store.reader)?.id ?? 0, [state]).map((change) => change.id)
const reportOf = (store: Store) => recoveryReport.parse(readMeta(store.reader, 'recovery'))

/** Opens, keeps its integrity, and the view still is base plus open changes. */
async function openDamaged({ directory }: Planted): Promise<Store> {
  const store = await mustOpen(directory)
  expect(
    store.reader.row<{ check: string }>('SELECT integrity_check AS "check" FROM pragma_integrity_check')?.check,
  ).toBe('ok')
  expect(store.reader.rows('SELECT 1 FROM pragma_foreign_key_check')).toEqual([])
  return store
}

async function withBackup(planted: Planted): Promise<void> {
  const store = await mustOpen(planted.directory, false)
  await store.files.backUp('daily')
  store.close()
}

describe('a damaged database', () => {
  it('keeps every movement when a page of the items is lost, and tells where the old file is', async () => {
    const planted = await plantFolder()
    spoilPage(planted.path, leafPage(planted.path, 'barcodes'))
    const old = readFileSync(planted.path)
    const store = await openDamaged(planted)
    expect(stateOf(store, 'ready')).toEqual(planted.changes)
    const report = reportOf(store)
    expect(report).toMatchObject({ what: 'damaged', because: 'damaged', asked: 0 })
    expect(report.saved).toContainEqual({ what: 'changes', saved: 300, lost: 0 })
    expect(readFileSync(join(report.movedTo ?? '', 'hakomori.db')).equals(old)).toBe(true)
    expect(JSON.parse(readFileSync(join(report.movedTo ?? '', 'report.json'), 'utf8'))).toMatchObject({
      what: 'damaged',
    })
  })

  it('saves the movements on both sides of a lost page and says how many are lost', async () => {
    const planted = await plantFolder()
    spoilPage(planted.path, leafPage(planted.path, 'changes', 2))
    const store = await openDamaged(planted)
    const saved = stateOf(store, 'ready')
    expect(saved.length).toBeGreaterThan(200)
    expect(saved).toContain(planted.changes[0])
    expect(saved).toContain(planted.changes.at(-1))
    expect(reportOf(store).saved).toContainEqual({ what: 'changes', saved: saved.length, lost: 300 - saved.length })
    const view = store.reader.row<{ quantity: number }>('SELECT quantity FROM stock ORDER BY item LIMIT 1')
    expect(view).toEqual({ quantity: 42 })
  })

  it('saves what lies between two lost pages', async () => {
    const planted = await plantFolder(600)
    for (const nth of [1, 4]) spoilPage(planted.path, leafPage(planted.path, 'changes', nth))
    const store = await openDamaged(planted)
    const saved = stateOf(store, 'ready')
    const holes = planted.changes.filter((id, place) => place > 0 && saved.includes(id) !== saved.includes(id - 1))
    expect(holes.length).toBe(4)
  })

  it('fills the gaps from the backup, and asks about the movements that wait in it', async () => {
    const planted = await plantFolder()
    await withBackup(planted)
    spoilPage(planted.path, leafPage(planted.path, 'changes', 2))
    const store = await openDamaged(planted)
    expect(stateOf(store, 'unknown')).toEqual(planted.changes)
    expect(reportOf(store).backup).toMatch(/^daily-/)
  })

  it.each([
    [
      'a header of zeros',
      (path: string) => {
        overwrite(path, 0, Buffer.alloc(100))
      },
    ],
    [
      'a first page of zeros',
      (path: string) => {
        overwrite(path, 0, Buffer.alloc(4096))
      },
    ],
    [
      'a flipped magic text',
      (path: string) => {
        flip(path, 3)
      },
    ],
  ])('reads the rows of a file with %s without any backup', async (_name, spoil) => {
    const planted = await plantFolder()
    spoil(planted.path)
    const store = await openDamaged(planted)
    expect(stateOf(store, 'ready')).toEqual(planted.changes)
    expect(listPeople(store.reader).map((person) => person.name)).toEqual(['Ada'])
    expect(readSettings(store.reader).currency).toBe('SEK')
  })

  it.each([
    [
      'a text',
      (path: string) => {
        writeFileSync(path, 'Shopping list: milk, bread\n'.repeat(50))
      },
    ],
    [
      'nothing in it',
      (path: string) => {
        truncateSync(path, 0)
      },
    ],
    [
      'a folder in its place',
      (path: string) => {
        rmSync(path)
        mkdirSync(path)
      },
    ],
    [
      'no file at all',
      (path: string) => {
        rmSync(path)
      },
    ],
  ])('goes on from the backup where there is %s', async (_name, spoil) => {
    const planted = await plantFolder()
    await withBackup(planted)
    for (const suffix of ['-wal', '-shm']) rmSync(`${planted.path}${suffix}`, { force: true })
    spoil(planted.path)
    const store = await openDamaged(planted)
    expect(stateOf(store, 'unknown')).toEqual(planted.changes)
    expect(reportOf(store)).toMatchObject({
      what: 'damaged',
      because: expect.stringMatching(/unreadable|missing/) as string,
    })
  })

  it('starts anew, and says so, where nothing can be read and there is no backup', async () => {
    const planted = await plantFolder(3)
    rmSync(join(planted.directory, 'hakomori.schema'))
    writeFileSync(planted.path, Buffer.alloc(20_000, 7))
    const store = await openDamaged(planted)
    expect(reportOf(store)).toMatchObject({ what: 'damaged', because: 'unreadable' })
    expect(store.reader.rows('SELECT 1 FROM changes')).toEqual([])
  })

  it('keeps what stands in the first part of a file that was cut', async () => {
    const planted = await plantFolder()
    truncateSync(planted.path, leafPage(planted.path, 'changes', -1) * 4096 - 5000)
    const store = await openDamaged(planted)
    expect(reportOf(store).what).toBe('damaged')
    expect(stateOf(store, 'ready').length).toBeGreaterThan(0)
  })

  it('keeps a movement whose connection is lost, under a made-up one', async () => {
    const planted = await plantFolder(20)
    spoilPage(planted.path, leafPage(planted.path, 'connections', 0))
    const store = await openDamaged(planted)
    expect(stateOf(store, 'ready')).toHaveLength(20)
    expect(connectionInUse(store.reader)?.name).toBe('Saved connection 1')
  })

  it('opens the same after a salvage that was cut off before the new file took its name', async () => {
    const planted = await plantFolder(20)
    const whole = readFileSync(planted.path)
    rmSync(planted.path)
    writeFileSync(`${planted.path}.recovered`, whole)
    const store = await openDamaged(planted)
    expect(stateOf(store, 'ready')).toEqual(planted.changes)
  })

  it('never gives a number again that the lost part had used', async () => {
    const planted = await plantFolder()
    spoilPage(planted.path, leafPage(planted.path, 'changes', -1))
    const store = await openDamaged(planted)
    const seq = store.reader.row<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")?.seq
    expect(seq).toBe(planted.changes.at(-1))
  })
})

describe('a file that is not damaged is left alone', () => {
  it('refuses a newer schema, says which, and changes no byte of the database', async () => {
    const planted = await plantFolder(3)
    const sqlite = new Sqlite(planted.path)
    sqlite.pragma('journal_mode = DELETE')
    sqlite.pragma('user_version = 9990')
    sqlite.close()
    const before = readFileSync(planted.path)
    const opened = await openStore({ directory: planted.directory, clock, patience: 100 })
    expect(opened).toMatchObject({ ok: false, error: { kind: 'storage', details: { problem: 'newer', found: 9990 } } })
    expect(readFileSync(planted.path).equals(before)).toBe(true)
  })

  it('refuses another program’s database', async () => {
    const planted = await plantFolder(1)
    rmSync(planted.path)
    const sqlite = new Sqlite(planted.path)
    sqlite.exec('CREATE TABLE bookmarks (url TEXT)')
    sqlite.close()
    const opened = await openStore({ directory: planted.directory, clock, patience: 100 })
    expect(opened).toMatchObject({ ok: false, error: { kind: 'storage', details: { problem: 'foreign' } } })
    expect(existsSync(join(planted.directory, 'aside'))).toBe(false)
  })

  it('waits for no one and keeps everything when another program holds the file', async () => {
    const planted = await plantFolder(1)
    const other = new Sqlite(planted.path)
    other.pragma('journal_mode = DELETE')
    other.exec('BEGIN EXCLUSIVE')
    const opened = await openStore({ directory: planted.directory, clock, patience: 100 })
    expect(opened).toMatchObject({ ok: false, error: { details: { problem: 'busy' } } })
    other.close()
    expect((await mustOpen(planted.directory)).reader.rows('SELECT 1 FROM changes')).toHaveLength(1)
  }, 15_000)

  it('says where a file stands in the place of the folder, and where a drive is missing', async () => {
    const planted = await plantFolder(1)
    const inFile = await openStore({ directory: join(planted.path, 'below'), clock })
    expect(inFile).toMatchObject({ ok: false, error: { kind: 'storage', details: { problem: 'notAFolder' } } })
    const missing = await openStore({ directory: '/proc/no-such-drive/hakomori', clock })
    expect(missing).toMatchObject({ ok: false, error: { kind: 'storage', details: { problem: 'missing' } } })
  })
})
