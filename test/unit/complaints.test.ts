import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const readLines = (file: string): string[] => readFileSync(path.join(root, file), 'utf8').split('\n')

const cells = readLines('docs/complaints.md').filter((line) => line.startsWith('|'))
const isHead = (line: string): boolean => /^\|( -+ \|)+$/.test(line) || /^\| What they met +\| Thread +\|/.test(line)

/** The rows of docs/complaints.md: a thread, and the test that names it. */
const rows = cells
  .filter((line) => !isHead(line))
  .map((line) => {
    const [, thread = '', file = ''] = /^\|[^|]*\| (\S+\/\S+#\d+) +\|[^|]*\| `([^`]+)` +\|$/.exec(line) ?? []
    return { line, thread, file }
  })

test('the page lists what the tests are about', () => {
  expect(rows.length).toBeGreaterThan(60)
  expect(rows.filter(({ thread }) => thread === '').map(({ line }) => line)).toEqual([])
})

const isTest = (line: string | undefined): boolean => /\b(?:it|test)(?:\.\w+)?\(|^\s*\]\)\(/.test(line ?? '')
const isComment = (line: string | undefined): boolean => /^\s*(?:\/\/|\/?\*)/.test(line ?? '')

/** In the title of a test, or in the comment directly above one. */
function namesInTest(lines: readonly string[], thread: string): boolean {
  const named = new RegExp(`${thread.replace(/[.]/g, '\\.')}(?!\\d)`)
  return lines.some((line, index) => {
    if (!named.test(line)) return false
    // A long title stands on a line of its own.
    if (!isComment(line)) return isTest(line) || isTest(lines[index - 1])
    let next = index + 1
    while (isComment(lines[next])) next += 1
    return isTest(lines[next])
  })
}

test.each(rows)('$thread is named by a test of $file', ({ thread, file }) => {
  expect(namesInTest(readLines(file), thread)).toBe(true)
})
