import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { copyFolderFiles, flip, mustOpen, pageSize, plantFolder } from '../../support/damage.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { Dice } from '../../simulation/dice.ts'

const movements = 120

/** The table or index that each page belongs to, by the page's number. */
function ownersOf(path: string): Map<number, string> {
  const sqlite = new Sqlite(path, { readonly: true })
  const rows = sqlite.prepare('SELECT pageno, name FROM dbstat').all() as { pageno: number; name: string }[] // safe: as selected
  sqlite.close()
  return new Map(rows.map(({ pageno, name }) => [pageno, name]))
}

/** What is open of the queue once a copy of the folder was opened with one byte flipped. */
async function openFlipped(directory: string, at: number): Promise<number[]> {
  const folder = join(temporaryFolder(), 'data')
  mkdirSync(folder)
  copyFolderFiles(directory, folder)
  flip(join(folder, 'hakomori.db'), at)
  const store = await mustOpen(folder, false)
  const open = store.reader.rows<{ id: number }>(
    "SELECT id FROM changes WHERE state IN ('ready', 'blocked', 'unknown', 'quarantined') ORDER BY id",
  )
  store.close()
  return open.map(({ id }) => id)
}

test.each([1, 2, 3, 4])('whatever byte of the file is another one, it opens with its queue (seed %i)', async (seed) => {
  const planted = await plantFolder(movements)
  const owners = ownersOf(planted.path)
  const { size } = statSync(planted.path)
  const dice = new Dice(seed, 'flips')
  for (let turn = 0; turn < 12; turn += 1) {
    const at = dice.integer(0, size - 1)
    const owner = owners.get(Math.floor(at / pageSize) + 1)
    const open = await openFlipped(planted.directory, at)
    // Of the queue's own page a row may be lost, and is told; nothing else may cost one.
    if (owner === 'changes') expect([at, open.length > movements - 60]).toEqual([at, true])
    else expect([at, open]).toEqual([at, planted.changes])
  }
})

test('every page of the list of tables may be damaged', async () => {
  const planted = await plantFolder(movements)
  const pages = [...ownersOf(planted.path)].filter(([, name]) => name === 'sqlite_schema').map(([page]) => page)
  expect(pages.length).toBeGreaterThan(5)
  for (const page of pages) {
    const open = await openFlipped(planted.directory, (page - 1) * pageSize + (page === 1 ? 100 : 0))
    expect([page, open]).toEqual([page, planted.changes])
  }
})
