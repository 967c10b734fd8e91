import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { killPoints } from '../processes/points.ts'
import { bugs } from './bugs.ts'
import { rottenEdits } from './edits.ts'
import { readFound } from './found.ts'
import { galleryEntries } from './gallery-entries.ts'
import { galleryFile, galleryText } from './gallery.ts'
import { runPlanted } from './run-planted.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const names = bugs.map((bug) => bug.name)

test('every planted bug and every point to be killed at has its place in the source', () => {
  expect(bugs.flatMap(({ name, edits }) => rottenEdits(edits).map((problem) => `${name}: ${problem}`))).toEqual([])
  expect(rottenEdits(killPoints.map((point) => point.edit))).toEqual([])
  expect(new Set(names).size).toBe(names.length)
})

test('the gallery says what was found, and names no bug or test that is not there', () => {
  expect(readFileSync(galleryFile, 'utf8')).toBe(galleryText(readFound()))
  expect(galleryEntries.map((entry) => entry.bugClass)).toEqual(Array.from({ length: 26 }, (_, index) => index + 1))
  for (const { title, bug, tests } of galleryEntries) {
    expect(bug !== null || tests.length > 0, title).toBe(true)
    if (bug !== null) expect(names).toContain(bug)
    for (const { file, title: named } of tests) {
      expect(existsSync(`${root}${file}`), file).toBe(true)
      expect(readFileSync(`${root}${file}`, 'utf8')).toContain(named)
    }
  }
})

test('the bugs that are seen soonest break what the gallery says, in the story that it names', async () => {
  const found = readFound()
  const soonest = Object.entries(found)
    .toSorted(([, a], [, b]) => a.seconds - b.seconds)
    .slice(0, 4)
    .map(([name]) => name)
  const hunted = await runPlanted(soonest, { limit: 1 })
  for (const { bug, seed, caughtBy } of hunted)
    expect([bug, seed, caughtBy]).toEqual([bug, found[bug]?.seed, found[bug]?.invariant])
})

test('the SQLite in use is one that keeps its log whole', () => {
  const sqlite = new Sqlite(':memory:')
  const [major = 0, minor = 0, patch = 0] = String(sqlite.prepare('SELECT sqlite_version()').pluck().get())
    .split('.')
    .map(Number)
  sqlite.close()
  expect(major * 1_000_000 + minor * 1_000 + patch).toBeGreaterThanOrEqual(3_051_003)
})
