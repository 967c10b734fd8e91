import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

/** The rows of docs/complaints.md: a thread, and the test that names it. */
const rows = readFileSync(path.join(root, 'docs/complaints.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, thread, file] = /^\|[^|]*\| (\S+#\d+) +\|[^|]*\| `([^`]+)` +\|$/.exec(line) ?? []
    return thread === undefined || file === undefined ? [] : [{ thread, file }]
  })

test('the page lists what the tests are about', () => {
  expect(rows.length).toBeGreaterThan(60)
})

test.each(rows)('$thread is named by $file', ({ thread, file }) => {
  expect(readFileSync(path.join(root, file), 'utf8')).toMatch(new RegExp(`${thread}(?!\\d)`))
})
