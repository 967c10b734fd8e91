import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const module = fileURLToPath(new URL('../../../src/main/shells/terminal/node-version.ts', import.meta.url))

/** A program that goes on under "another" Node (the same one here), as bin.ts does under an old one. */
function startRelaunched(work: string) {
  const file = path.join(temporaryFolder(), 'program.ts')
  writeFileSync(
    file,
    `import { endWithParent, runUnder } from ${JSON.stringify(module)}
     if (process.env['HAKOMORI_ENDS_WITH_PARENT'] === '1') { endWithParent(); ${work} }
     else runUnder(process.execPath, process.argv.slice(1))`,
  )
  return spawn(process.execPath, [file, 'argument'], { stdio: 'pipe' })
}

const firstLine = async (child: ReturnType<typeof startRelaunched>): Promise<string> => {
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return line
}

it('passes arguments, output and exit code through', async () => {
  const child = startRelaunched('console.log(process.argv[2]); process.exitCode = 7')
  const line = firstLine(child)
  const [code] = (await once(child, 'close')) as [number]
  expect([await line, code]).toEqual(['argument', 7])
})

it('passes signals on, and ends as the other one ended', async () => {
  const child = startRelaunched(
    'process.on("SIGTERM", () => process.exit(5)); setInterval(() => {}, 1000); console.log("ready")',
  )
  await firstLine(child)
  child.kill('SIGTERM')
  const [code] = (await once(child, 'close')) as [number]
  expect(code).toBe(5)
})

it('takes the other one along when it is killed', async () => {
  const child = startRelaunched('setInterval(() => {}, 1000); console.log(process.pid)')
  await firstLine(child)
  child.kill('SIGKILL')
  // The streams close when the last process that holds them is gone, which is the other one.
  await once(child, 'close')
})
