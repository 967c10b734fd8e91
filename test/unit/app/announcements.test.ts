import { expect, it } from 'vitest'
import { createAnnouncements } from '../../../src/main/core/app/announcements.ts'

/** A clock whose pauses end when the test says so. */
function open() {
  const pauses: (() => void)[] = []
  const clock = {
    now: () => 0,
    monotonic: () => 0,
    sleep: (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        pauses.push(resolve)
        signal?.addEventListener('abort', () => {
          resolve()
        })
      }),
  }
  const announcements = createAnnouncements(clock)
  const heard: string[][] = []
  const stop = announcements.listen((event) => heard.push([...event.topics]))
  const endPause = async () => {
    pauses.shift()?.()
    await Promise.resolve()
    await Promise.resolve()
  }
  return { announcements, heard, stop, endPause, pauses }
}

it('tells the first at once and what follows as one at the end of the pause', async () => {
  const { announcements, heard, endPause, pauses } = open()
  announcements.announce(['items'])
  expect(heard).toEqual([['items']])
  announcements.announce(['queue', 'status'])
  announcements.announce(['items', 'queue'])
  expect(heard).toHaveLength(1)
  await endPause()
  expect(heard).toEqual([['items'], ['queue', 'status', 'items']])
  await endPause()
  expect(heard).toHaveLength(2)
  expect(pauses).toEqual([])
  announcements.announce(['log'])
  expect(heard.at(-1)).toEqual(['log'])
})

it('says nothing to who stopped listening, nor after closing', async () => {
  const { announcements, heard, stop, endPause } = open()
  stop()
  announcements.announce(['items'])
  announcements.close()
  announcements.announce(['items'])
  await endPause()
  expect(heard).toEqual([])
})
