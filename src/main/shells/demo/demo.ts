/**
 * `npm run demo`: the whole job without a screen. A practice server and a core of its own in a temporary folder; scans
 * offline, another client's movements, the plan, a lost answer, and at the end remote, base and view side by side.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPracticeServer } from '../../practice/practice.ts'
import { startCore } from '../host/core-host.ts'
import { typedClient } from '../host/typed-client.ts'
import { compare, connect, countOffline, loseABatch, loseOneAnswer, othersSell, review, workOffline } from './scenes.ts'
import { plural, stageOf } from './story.ts'

async function runDemo(print: (line: string) => void): Promise<boolean> {
  const directory = mkdtempSync(path.join(tmpdir(), 'hakomori-demo-'))
  const server = await startPracticeServer({ seed: 'shop' })
  const core = await startCore({ directory, automatic: false })
  if (!core.ok) throw new Error(core.error.message)
  try {
    const stage = stageOf(server, typedClient(core.value), print)
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
  } finally {
    await core.value.close()
    await server.close()
    rmSync(directory, { recursive: true, force: true })
  }
}

const agreed = await runDemo((line) => {
  process.stdout.write(`${line}\n`)
})
process.exitCode = agreed ? 0 : 1
