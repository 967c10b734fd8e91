import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test as base, type Page } from '@playwright/test'
import { z } from 'zod'
import { startPracticeServer, systemClock, type PracticeServer } from '../../src/main/practice/practice.ts'
import { launchApp, type RunningApp } from './e2e-app.ts'
import { createScanner, type Scanner } from './e2e-scanner.ts'

/**
 * What every end-to-end test starts with: a data folder, a practice server in the test's own process, where faults can be
 * planned and the truth looked up, and the app. A test fails on any error in the console, a violation of the content
 * security policy among them, and on any exception of the page.
 */
interface Fixtures {
  readonly directory: string
  readonly server: PracticeServer
  /** The server's clock, which may be moved. */
  readonly serverTime: { aheadMs: number }
  readonly problems: Problems
  /** Starts the app over the test's folder, again after it was killed. */
  readonly launch: () => Promise<RunningApp>
  readonly app: RunningApp
  /** The scanner at this PC. */
  readonly scanner: Scanner
}

export interface Problems {
  watch(page: Page): void
  /** What the test brings about itself. */
  expectSome(text: RegExp): void
  found(): readonly string[]
}

/** What playwright.config.ts says of the project. */
const projectSchema = z.object({ electron: z.string().nullable().default(null) })

export const test = base.extend<Fixtures>({
  directory: async ({}, use) => {
    const directory = await mkdtemp(path.join(tmpdir(), 'hakomori-e2e-'))
    await use(directory)
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  },
  serverTime: async ({}, use) => use({ aheadMs: 0 }),
  server: async ({ serverTime }, use) => {
    const clock = { ...systemClock, now: () => systemClock.now() + serverTime.aheadMs }
    const server = await startPracticeServer({ seed: 'shop', clock })
    await use(server)
    await server.close()
  },
  problems: [
    async ({}, use) => {
      const problems = collectProblems()
      await use(problems)
      expect(problems.found(), 'errors of the page').toEqual([])
    },
    { auto: true },
  ],
  launch: async ({ directory, context, problems }, use, { project }) => {
    const running: RunningApp[] = []
    await use(async () => {
      const { electron } = projectSchema.parse(project.metadata)
      const app = await launchApp({ electron, directory, context, watch: problems.watch })
      running.push(app)
      return app
    })
    for (const app of running) await app.close()
  },
  app: async ({ launch }, use) => use(await launch()),
  scanner: async ({ app }, use) => use(await createScanner(app.page)),
})

function collectProblems(): Problems {
  const problems: string[] = []
  const expected: RegExp[] = []
  return {
    watch(page) {
      page.on('pageerror', (error) => problems.push(error.stack ?? error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text())
      })
    },
    expectSome: (text) => void expected.push(text),
    found: () => problems.filter((problem) => !expected.some((text) => text.test(problem))),
  }
}

export { expect }
