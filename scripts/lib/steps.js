import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { root, run, runTool } from './run.js'
import { build } from './build.js'
import { findTestChromium } from './chromium.js'
import { findElectron } from './electron.js'
import { say, since } from './say.js'

/**
 * The steps of `npm run check` and `npm test`. A step resolves to how many of its tests passed and failed; a gate, such
 * as the types, counts as one.
 */

const gate = (title, tool, args) => ({
  title,
  run: async () => counted((await runTool(tool, args)) === 0),
})

const counted = (passed) => (passed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

export const format = gate('Format', 'prettier', [
  '--check',
  '--log-level',
  'warn',
  '--cache',
  '--cache-location',
  '.cache/prettier',
  '.',
])
export const types = gate('Types', 'typescript/tsc', ['-b'])
export const lint = gate('Lint', 'eslint', [
  '.',
  '--max-warnings',
  '0',
  '--cache',
  '--cache-location',
  '.cache/eslint',
  '--concurrency',
  'off',
])
export const layers = gate('Layers', 'dependency-cruiser/depcruise', [
  'src',
  'test',
  '--config',
  '.dependency-cruiser.cjs',
])
export const unused = gate('Unused code', 'knip', ['--no-progress', '--cache', '--cache-location', '.cache/knip'])
export const size = gate('Size of the screens', 'size-limit', [])

export const buildStep = {
  title: 'Build',
  run: async () => {
    await build()
    return counted(true)
  },
}

/** Vitest, with the named projects of vitest.config.ts. */
export const unitTests = (title, projects) => ({
  title,
  run: async () => {
    const file = path.join(root, '.cache', `vitest-${projects.join('-')}.json`)
    const report = freshReport(file)
    const selected = projects.flatMap((project) => ['--project', project])
    const outputs = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const code = await runTool('vitest', ['run', ...selected, ...outputs])
    return report(code, ({ numPassedTests, numFailedTests, numFailedTestSuites }) => ({
      passed: numPassedTests,
      // A file that does not even load has no failed test in it.
      failed: Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0),
    }))
  },
}) // prettier-ignore

const simulate = (args) => run(process.execPath, [path.join(root, 'test/simulation/run.ts'), ...args])

/** Many stories of many days, then kills of real processes, damaged files and planted bugs (test/simulation). */
export const simulation = {
  title: 'Simulation',
  run: async () => {
    const file = path.join(root, '.cache', 'simulation.json')
    const report = freshReport(file)
    const sum = report(await simulate(['--seeds', '2000', '--report', file]), (numbers) => numbers)
    const fileV0 = path.join(root, '.cache', 'simulation-v0.json')
    const reportV0 = freshReport(fileV0)
    const code = await simulate(['--remote', 'hako-v0', '--seeds', '1000', '--report', fileV0])
    const sumV0 = reportV0(code, (numbers) => numbers)
    sum.passed += sumV0.passed
    sum.failed += sumV0.failed
    for (const args of [
      ['--kill', '100'],
      ['--torn', '200'],
      ['--planted', 'quick'],
    ]) {
      const { passed, failed } = counted((await simulate(args)) === 0)
      sum.passed += passed
      sum.failed += failed
    }
    return sum
  },
}

export const endToEnd = {
  title: 'End to end',
  run: async () => {
    const chromium = await findTestChromium()
    if (chromium === null) {
      say('There is no Chromium for the end-to-end tests. Install one, or name one in HAKOMORI_CHROMIUM.')
      return counted(false)
    }
    say(
      `End-to-end tests in the browser shell${findElectron() === null ? '; Electron is not here' : ' and in Electron'}.`,
    )
    const file = path.join(root, '.cache', 'playwright.json')
    const report = freshReport(file)
    const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: file, HAKOMORI_CHROMIUM: chromium }
    const code = await runTool('@playwright/test/playwright', ['test', '--reporter=list,json'], { env })
    return report(code, ({ stats, errors }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + (stats.unexpected === 0 && errors.length > 0 ? 1 : 0),
    }))
  },
}

/** Runs the steps one after the other, all of them whatever fails, and prints the sum as the last line. */
export async function runSteps(steps) {
  const start = Date.now()
  const sum = { passed: 0, failed: 0 }
  const broken = []
  for (const step of steps) {
    const stepStart = Date.now()
    process.stderr.write(`\n── ${step.title} ${'─'.repeat(Math.max(0, 70 - step.title.length))}\n`)
    const { passed, failed } = await step.run()
    sum.passed += passed
    sum.failed += failed
    if (failed > 0) broken.push(step.title)
    say(`${step.title}: ${failed === 0 ? 'passed' : 'FAILED'} (${since(stepStart)})`)
  }
  process.stderr.write('\n')
  say(broken.length === 0 ? `Everything passed in ${since(start)}.` : `Failed: ${broken.join(', ')} (${since(start)}).`)
  process.stdout.write(`${sum.passed} passed, ${sum.failed} failed\n`)
  return sum.failed === 0 ? 0 : 1
}

/** A report of an earlier run must not be taken for this one's. */
function freshReport(file) {
  mkdirSync(path.dirname(file), { recursive: true })
  rmSync(file, { force: true })
  return (code, read) => {
    const { passed, failed } = existsSync(file)
      ? read(JSON.parse(readFileSync(file, 'utf8')))
      : { passed: 0, failed: 0 }
    // An exit code says what no count does: a run that broke off.
    return { passed, failed: code === 0 ? failed : Math.max(failed, 1) }
  }
}
