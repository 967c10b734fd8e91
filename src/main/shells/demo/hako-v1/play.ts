import { startPracticeServer } from '../../../practice/practice.ts'
import { onStage, plural, type Play } from '../story.ts'
import { compare, connect, countOffline, loseABatch, loseOneAnswer, othersSell, review, workOffline } from './scenes.ts'

/**
 * Scans offline, another client's movements, the plan, a lost answer, and at the end remote, base and view side by side.
 */
export const playHakoV1: Play = async (print) => {
  const server = await startPracticeServer({ seed: 'shop' })
  return onStage(server, print, async (stage) => {
    await connect(stage)
    const count = await countOffline(stage)
    await workOffline(stage, count)
    await othersSell(stage, count)
    await review(stage, count)
    await loseABatch(stage)
    await loseOneAnswer(stage, count)
    const agree = await compare(stage)
    const writes = server.control.requests().filter((request) => request.method !== 'GET').length
    print(
      `\n${agree ? 'They agree.' : 'They do NOT agree.'} ${plural(server.control.requests().length, 'request')} in all, ${String(writes)} of them writes.`,
    )
    return agree
  })
}
