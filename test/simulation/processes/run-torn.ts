/** Damaged data folders: whatever of its newest writes the disk lost, the app opens and never sends blindly again. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { openStore } from '../../../src/main/core/store/open-store.ts'
import { systemClock } from '../../../src/main/shells/host/world.ts'
import { Dice } from '../dice.ts'
import { makeFolder, removeFolder } from '../template.ts'
import { readBooks, timesLanded } from './books.ts'
import { removeBundle } from './core-bundle.ts'
import { damageFolder } from './damage.ts'
import { checkOpened, type Truth } from './opened.ts'
import { planOf } from './run-kills.ts'
import { Broken, Shift } from './shift.ts'

export interface Torn {
  readonly copies: number
  readonly failures: readonly {
    readonly seed: number
    readonly copy: number
    readonly damage: string
    readonly text: string
  }[]
  /** Of these, to prepare the folders. */
  readonly preparing: number
  readonly seconds: number
  /** Milliseconds for one copy: damage, open, check. */
  readonly each: number
}

interface Prepared extends Truth {
  readonly directory: string
}

/** Folders that a killed process left behind; every copy is made of one of them. */
const prepared = 10

/** `only`: the one copy to look at, to replay a failure. */
export async function runTorn(n: number, seed: number, only?: number): Promise<Torn> {
  const startedAt = performance.now()
  const root = makeFolder()
  try {
    const folders = await prepareFolders(root, seed)
    const preparedAt = performance.now()
    const failures: { seed: number; copy: number; damage: string; text: string }[] = []
    for (let copy = only ?? 0; copy < (only === undefined ? n : only + 1); copy += 1) {
      const { damage, problem } = await tearOne(root, folders, seed, copy)
      if (problem !== null) failures.push({ seed, copy, damage, text: problem })
    }
    const now = performance.now()
    return {
      copies: n,
      failures,
      preparing: (preparedAt - startedAt) / 1000,
      seconds: (now - startedAt) / 1000,
      each: (now - preparedAt) / n,
    }
  } finally {
    removeFolder(root)
    await removeBundle()
  }
}

async function prepareFolders(root: string, seed: number): Promise<Prepared[]> {
  const folders: Prepared[] = []
  const shift = new Shift(new Dice(seed, 'torn'))
  await shift.live(planOf(seed, prepared), ({ directory, landed }) => {
    const copy = join(root, `prepared-${String(folders.length)}`)
    copyFiles(directory, copy)
    // Reading recovers the log, so the books are read in a copy of their own.
    const read = join(root, 'read')
    copyFiles(directory, read)
    const books = hasTables(read) ? readBooks(read) : null
    rmSync(read, { recursive: true })
    if (books === null) return
    const moves = books.changes.filter(({ kind }) => kind === 'stock-delta' || kind === 'transfer')
    const done = moves.filter(({ id }) => timesLanded(books, landed, id) > 0).map(({ id }) => id)
    folders.push({ directory: copy, landed: new Set(done) })
  })
  return folders
}

/** Not so where the very first start was cut short. */
function hasTables(directory: string): boolean {
  const path = join(directory, 'hakomori.db')
  if (!existsSync(path)) return false
  const sqlite = new Sqlite(path)
  const found = sqlite
    .prepare("SELECT count(*) FROM sqlite_schema WHERE name IN ('changes', 'attempts', 'scans')")
    .pluck()
    .get()
  sqlite.close()
  return found === 3
}

async function tearOne(
  root: string,
  folders: readonly Prepared[],
  seed: number,
  copy: number,
): Promise<{ damage: string; problem: string | null }> {
  const dice = new Dice(seed, `copy ${String(copy)}`)
  const place = dice.integer(0, folders.length - 1)
  const folder = folders[place]
  if (folder === undefined) throw new Error('No folder was prepared')
  const older = place === 0 ? undefined : folders[dice.integer(0, place - 1)]
  const directory = join(root, 'torn')
  copyFiles(folder.directory, directory)
  const damage = damageFolder(directory, older?.directory ?? null, dice)
  try {
    return { damage, problem: await problemOf(directory, folder) }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function problemOf(directory: string, truth: Truth): Promise<string | null> {
  const opened = await openStore({ directory, clock: systemClock })
  if (!opened.ok) return `does not open: ${opened.error.message}`
  try {
    checkOpened(opened.value.reader, truth)
    return null
  } catch (error) {
    if (error instanceof Broken || (error instanceof Error && 'invariant' in error)) return error.message
    throw error
  } finally {
    opened.value.close()
  }
}

/** Locks and shared memory are a running process's own; backups are no part of what is looked at. */
function copyFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true }))
    if (entry.isFile() && !entry.name.startsWith('lock') && !entry.name.endsWith('-shm'))
      copyFileSync(join(from, entry.name), join(to, entry.name))
}
