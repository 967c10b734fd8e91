import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addChange, listChanges, moveChange } from '../../../src/main/core/store/changes.ts'
import { addAttempt } from '../../../src/main/core/store/attempts.ts'
import { openSendJournal } from '../../../src/main/core/store/send-journal.ts'
import type { Store } from '../../../src/main/core/store/open-store.ts'
import { clock, copyFolderFiles, flip, mustOpen, plantFolder } from '../../support/damage.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const waiting = (store: Store, state: 'ready' | 'unknown' = 'ready'): number[] =>
  listChanges(store.reader, 1, [state]).map((change) => change.id)

/** As the engine does it: journal, attempt and state, then the answer. */
function send(store: Store, id: number, requestID: string): void {
  store.journal.append({ requestID, changeIDs: [id], bodyHash: 'h', at: 1 })
  store.write((writer) => {
    const preImage = { key: 'S0', serverID: null, updatedAt: null, serverDate: null, cells: [], fields: {} }
    const row = { deltas: [], figures: [], fields: {}, newKey: null }
    const common = {
      connection: 1,
      requestID,
      endpoint: 'increment',
      uid: uidOf(store, id),
      changeIDs: [id],
      bodyHash: 'h',
    }
    addAttempt(writer, { ...common, row, preImage, sentAt: 1, serverSentAt: null })
    moveChange(writer, id, 'inflight', 'engine', { at: 1, requestID })
  })
}

function answer(store: Store, id: number, requestID: string): void {
  store.write((writer) => {
    moveChange(writer, id, 'applied', 'engine', { at: 2 })
  })
  store.journal.settle(requestID)
}

const uidOf = (store: Store, id: number): number =>
  store.reader.row<{ uid: number }>('SELECT uid FROM changes WHERE id = ?', id)?.uid ?? 0

const nth = (ids: readonly number[], place: number): number => ids[place] ?? 0

describe('the rollback detector', () => {
  it('finds a send unknown whose transactions the write-ahead log lost, answer and all', async () => {
    const { directory, changes } = await plantFolder(5)
    const store = await mustOpen(directory)
    send(store, nth(changes, 0), 'r1')
    answer(store, nth(changes, 0), 'r1')
    const copy = temporaryFolder()
    copyFolderFiles(directory, copy)
    truncateSync(join(copy, 'hakomori.db-wal'), 0)
    const later = await mustOpen(copy)
    expect(waiting(later, 'unknown')).toEqual([changes[0]])
    expect(waiting(later)).toEqual(changes.slice(1))
    later.close()
    const again = await mustOpen(copy)
    expect(waiting(again, 'unknown')).toEqual([changes[0]])
    expect(again.journal.entries()).toEqual([])
  })

  it('finds what was given up, taken up again and sent, though the log lost all but the giving up', async () => {
    const { directory, changes } = await plantFolder(2)
    const store = await mustOpen(directory)
    store.write((writer) => moveChange(writer, nth(changes, 0), 'discarded', 'person', { at: 1 }))
    const log = readFileSync(join(directory, 'hakomori.db-wal'))
    store.write((writer) => moveChange(writer, nth(changes, 0), 'ready', 'review', { at: 1 }))
    send(store, nth(changes, 0), 'r1')
    answer(store, nth(changes, 0), 'r1')
    const copy = temporaryFolder()
    copyFolderFiles(directory, copy)
    writeFileSync(join(copy, 'hakomori.db-wal'), log)
    const later = await mustOpen(copy)
    expect(waiting(later, 'unknown')).toEqual([changes[0]])
    expect(waiting(later)).toEqual([changes[1]])
  })

  it('asks about every waiting movement of an older copy that was put back by hand', async () => {
    const { directory, path, changes } = await plantFolder(5)
    const first = await mustOpen(directory, false)
    first.close()
    const old = readFileSync(path)
    const store = await mustOpen(directory, false)
    send(store, nth(changes, 0), 'r1')
    answer(store, nth(changes, 0), 'r1')
    store.close()
    writeFileSync(path, old)
    const restored = await mustOpen(directory)
    expect(waiting(restored, 'unknown')).toEqual(changes)
    const names = new Set(listChanges(restored.reader, 1, ['unknown']).map((change) => change.requestID))
    expect(names.size).toBe(1)
    restored.close()
    const again = await mustOpen(directory)
    expect(waiting(again)).toEqual([])
  })

  it('knows a backup that was copied back by hand, even without the journal', async () => {
    const { directory, path, changes } = await plantFolder(5)
    const store = await mustOpen(directory, false)
    const { name } = await store.files.backUp('manual')
    store.close()
    copyFileSync(join(directory, 'backups', name), path)
    rmSync(join(directory, 'send.journal'))
    expect(waiting(await mustOpen(directory), 'unknown')).toEqual(changes)
  })

  it('asks where the journal is gone or damaged, for it can’t be told what was sent', async () => {
    for (const spoil of [
      (file: string) => {
        rmSync(file)
      },
      (file: string) => {
        flip(file, 12)
      },
    ]) {
      const { directory, changes } = await plantFolder(3)
      spoil(join(directory, 'send.journal'))
      expect(waiting(await mustOpen(directory), 'unknown')).toEqual(changes)
    }
  })

  it('leaves edits to the rebase', async () => {
    const { directory, path } = await plantFolder(1)
    const store = await mustOpen(directory, false)
    const edit = store.write((writer) =>
      addChange(writer, {
        connection: 1,
        uid: 2,
        recordKind: 'item',
        kind: 'set-field',
        groupID: 'e',
        at: 1,
        payload: { fields: { name: 'New' } },
      }),
    )
    const { name } = await store.files.backUp('manual')
    store.close()
    copyFileSync(join(directory, 'backups', name), path)
    expect(waiting(await mustOpen(directory))).toEqual([edit])
  })

  it('sends on without a question after an ordinary restart, a kill and a torn last line of the journal', async () => {
    const { directory, changes } = await plantFolder(5)
    const store = await mustOpen(directory)
    send(store, nth(changes, 0), 'r1')
    answer(store, nth(changes, 0), 'r1')
    const copy = temporaryFolder()
    copyFolderFiles(directory, copy)
    writeFileSync(join(copy, 'send.journal'), readFileSync(join(copy, 'send.journal'), 'utf8').slice(0, -9))
    const later = await mustOpen(copy)
    expect(waiting(later)).toEqual(changes.slice(1))
    expect(waiting(later, 'unknown')).toEqual([])
  })
})

describe('the journal', () => {
  it('asks nothing about a request that never left', async () => {
    const { directory, changes } = await plantFolder(2)
    const store = await mustOpen(directory)
    store.journal.append({ requestID: 'r1', changeIDs: [nth(changes, 0)], bodyHash: 'h', at: 1 })
    store.journal.withdraw('r1')
    store.close()
    expect(waiting(await mustOpen(directory))).toEqual(changes)
  })

  it('keeps settled requests until a checkpoint covers them, and stays small', async () => {
    const { directory, changes } = await plantFolder(2)
    const store = await mustOpen(directory)
    send(store, nth(changes, 0), 'r1')
    answer(store, nth(changes, 0), 'r1')
    const file = join(directory, 'send.journal')
    expect(store.journal.entries()).toEqual([])
    expect(readFileSync(file, 'utf8')).toContain('r1')
    store.checkpoint()
    expect(readFileSync(file, 'utf8')).not.toContain('r1')
    const many = Array.from({ length: 300 }, (_, place) => 1000 + place)
    for (let turn = 0; turn < 400; turn += 1) {
      store.journal.append({ requestID: `x${String(turn)}`, changeIDs: many, bodyHash: 'h', at: 1 })
      store.journal.settle(`x${String(turn)}`)
    }
    expect(store.files.status().bytes.journal).toBeLessThan(300_000)
  }, 60_000)

  it('passes over a damaged line and reads the rest', () => {
    const path = join(temporaryFolder(), 'send.journal')
    const journal = openSendJournal(path)
    for (const requestID of ['a', 'b', 'c']) journal.append({ requestID, changeIDs: [1], bodyHash: 'h', at: 1 })
    journal.close()
    const lines = readFileSync(path, 'utf8').split('\n')
    writeFileSync(path, [lines[0], `${lines[1] ?? ''}x`, lines[2]].join('\n'))
    const again = openSendJournal(path)
    expect(again.entries().map((entry) => entry.requestID)).toEqual(['a', 'c'])
    again.append({ requestID: 'd', changeIDs: [], bodyHash: 'h', at: 1 })
    again.close()
    expect(
      openSendJournal(path)
        .entries()
        .map((entry) => entry.requestID),
    ).toEqual(['a', 'c', 'd'])
  })
})

describe('backups', () => {
  it('are checked copies under their kind and time; three days stay, and nothing half made', async () => {
    const { directory } = await plantFolder(5)
    mkdirSync(join(directory, 'backups'))
    for (const day of ['01', '02', '03', '04'])
      writeFileSync(join(directory, 'backups', `daily-2020-01-${day}T00-00-00Z.db`), 'x')
    writeFileSync(join(directory, 'backups', 'daily-2020-01-05T00-00-00Z.db.tmp'), 'half')
    const store = await mustOpen(directory)
    const told: number[] = []
    const made = await store.files.backUp('daily', (done, of) => void told.push(done / of))
    expect(made).toMatchObject({ kind: 'daily', at: clock.now() })
    expect(told.at(-1)).toBe(1)
    expect(store.files.backups().map((row) => row.name)).toEqual([
      'daily-2023-11-14T22-13-20Z.db',
      'daily-2020-01-04T00-00-00Z.db',
      'daily-2020-01-03T00-00-00Z.db',
    ])
    expect(readdirSync(join(directory, 'backups'))).toHaveLength(3)
  })

  it('restore while open: the present data stands aside and waiting movements are asked', async () => {
    const { directory, changes } = await plantFolder(3)
    const store = await mustOpen(directory)
    const { name } = await store.files.backUp('manual')
    store.write((writer) => {
      for (const id of changes) moveChange(writer, id, 'discarded', 'person', { at: 3 })
    })
    const done = await store.files.restore(name)
    expect(done).toMatchObject({ ok: true, value: { asked: 3 } })
    expect(waiting(store, 'unknown')).toEqual(changes)
    expect(done.ok && readdirSync(done.value.movedTo)).toContain('hakomori.db')
    store.write((writer) => writer.exec("INSERT INTO people (name) VALUES ('Bob')"))
    store.close()
    expect((await mustOpen(directory)).reader.rows("SELECT 1 FROM people WHERE name = 'Bob'")).toHaveLength(1)
  })

  it('refuses to restore a damaged backup and leaves everything as it was', async () => {
    const { directory, changes } = await plantFolder(3)
    const store = await mustOpen(directory)
    const { name } = await store.files.backUp('manual')
    writeFileSync(join(directory, 'backups', name), 'not a database, whatever its name says')
    expect(await store.files.restore(name)).toMatchObject({ ok: false, error: { kind: 'notAllowed' } })
    expect(waiting(store)).toEqual(changes)
  })
})
