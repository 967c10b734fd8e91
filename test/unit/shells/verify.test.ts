import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { runProgram } from '../../../src/main/shells/terminal/program.ts'
import { openCount } from '../../support/stocktake-world.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

async function hakomori(...args: string[]) {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() }
  const code = await runProgram(args, streams)
  streams.stdout.end()
  streams.stderr.end()
  return { code, said: `${await text(streams.stdout)}${await text(streams.stderr)}` }
}

test('`verify` says in one sentence what is right or altered, the files beside it included', async () => {
  const { world, stocktakeID, scan } = await openCount()
  await scan('AAA', 8)
  const csv = 'SKU,counted\r\nAAA,8\r\n'
  const files = [{ name: 'report.csv', sha256: createHash('sha256').update(csv).digest('hex') }]
  const evidence = await world.call('stocktakes.evidence', { stocktakeID, files })
  const folder = temporaryFolder()
  const file = path.join(folder, 'evidence.json')
  writeFileSync(file, evidence.text)
  writeFileSync(path.join(folder, 'report.csv'), csv)

  const right = await hakomori('verify', file)
  expect(right.said).toMatch(/^Right: all 1 events, 1 acts and 1 lines .+Unaltered beside it: “report.csv”\.\n$/)
  expect(right.code).toBe(0)

  writeFileSync(path.join(folder, 'report.csv'), csv.replace('8', '9'))
  expect(await hakomori('verify', file)).toEqual({
    code: 1,
    said: 'The evidence itself is right, but “report.csv” beside it was altered.\n',
  })
  writeFileSync(file, evidence.text.replace('"kind": "scan"', '"kind": "count"'))
  expect(await hakomori('verify', file)).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^Event 1 of 1/) as string,
  })
  expect(await hakomori('verify', path.join(folder, 'none.json'))).toMatchObject({ code: 1 })
  expect(await hakomori('verify')).toMatchObject({ code: 2 })
})
