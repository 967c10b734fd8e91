import { expect, it } from 'vitest'
import { findAnswer, pruneAnswers, saveAnswer } from '../../../src/main/core/store/answers.ts'
import { pruneLog, readLog, writeLog } from '../../../src/main/core/store/log.ts'
import { addRequestTimes, readRequestTimes } from '../../../src/main/core/store/request-times.ts'
import { addTestConnection, openTestStore } from '../../support/store-world.ts'

const week = 7 * 24 * 3_600_000
const now = 1_700_000_000_000

it('keeps an answer for a week to the millisecond, whatever was answered since', async () => {
  const { write, reader } = await openTestStore()
  const has = (id: string): boolean => findAnswer(reader, id) !== undefined
  write((writer) => {
    saveAnswer(writer, 'first', 'x', 1, now)
    saveAnswer(writer, 'later', 'x', 2, now + 1)
    pruneAnswers(writer, now + week)
  })
  expect([has('first'), has('later')]).toEqual([true, true])
  write((writer) => saveAnswer(writer, 'new', 'x', 3, now + week + 1))
  expect([has('first'), has('later'), has('new')]).toEqual([false, true, true])
})

it('lets the first answer of a request stand', async () => {
  const { write, reader } = await openTestStore()
  write((writer) => {
    saveAnswer(writer, 'r', 'x', 'first', now)
    saveAnswer(writer, 'r', 'x', 'second', now + 1)
  })
  expect(findAnswer(reader, 'r')).toEqual({ method: 'x', output: 'first' })
})

it('forgets a busy week a hundred answers at a time, the oldest first', async () => {
  const { write, reader } = await openTestStore()
  const count = () => reader.row<{ count: number }>('SELECT count(*) AS count FROM answers')?.count
  write((writer) => {
    for (let index = 0; index < 150; index += 1) saveAnswer(writer, `r${String(index)}`, 'x', index, now + index)
    pruneAnswers(writer, now + 2 * week)
  })
  expect([count(), findAnswer(reader, 'r99'), findAnswer(reader, 'r100')?.output]).toEqual([50, undefined, 100])
  write((writer) => pruneAnswers(writer, now + 2 * week))
  expect(count()).toBe(0)
})

it('keeps the newest entries of each connection’s log, and none but its own are counted', async () => {
  const { write, reader } = await openTestStore()
  const [shop, other] = write(
    (writer) => [addTestConnection(writer, 'Shop'), addTestConnection(writer, 'Other')] as const,
  )
  const say = (connection: number, text: string): void =>
    write((writer) => writeLog(writer, connection, now, { level: 'info', event: 'pulled', text, details: {} }))
  for (const text of ['1', '2', '3']) for (const connection of [shop, other]) say(connection, text)
  const texts = (connection: number) => readLog(reader, connection, 10).map(({ text }) => text)
  write((writer) => pruneLog(writer, shop, 3))
  expect(texts(shop)).toEqual(['3', '2', '1'])
  write((writer) => pruneLog(writer, shop, 2))
  expect([texts(shop), texts(other)]).toEqual([
    ['3', '2'],
    ['3', '2', '1'],
  ])
})

it('forgets request times from before a moment, and not those of that moment or of another connection', async () => {
  const { write, reader } = await openTestStore()
  const [shop, other] = write(
    (writer) => [addTestConnection(writer, 'Shop'), addTestConnection(writer, 'Other')] as const,
  )
  write((writer) => {
    addRequestTimes(writer, shop, [99, 100], 0)
    addRequestTimes(writer, other, [99], 0)
    addRequestTimes(writer, shop, [200], 100)
  })
  expect([readRequestTimes(reader, shop), readRequestTimes(reader, other)]).toEqual([[100, 200], [99]])
})
