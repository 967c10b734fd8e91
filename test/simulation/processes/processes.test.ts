import { expect, test } from 'vitest'
import { runKills } from './run-kills.ts'
import { runTorn } from './run-torn.ts'

test('a process that is killed again and again keeps every promise', async () => {
  const { failures, endedAt } = await runKills(6, 1, 1)
  expect(failures).toEqual([])
  expect([...endedAt.values()].reduce((sum, times) => sum + times, 0)).toBe(6)
})

test('a folder whose newest writes are damaged opens and sends nothing blindly', async () => {
  expect((await runTorn(20, 2)).failures).toEqual([])
})
