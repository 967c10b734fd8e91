import { defineConfig } from '@playwright/test'
import { findTestChromium } from './scripts/lib/chromium.js'
import { findElectron } from './scripts/lib/electron.js'

/**
 * The end-to-end tests: always in the browser shell with a real Chromium, and the same files again in Electron where its
 * binary is. A test reads which of the two it is from its project's name.
 */
const chromium = await findTestChromium()
const electron = findElectron()

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1366, height: 728 },
    locale: 'en-GB',
    // A trace of every key of a burst would slow the burst down to a hand's pace: `--trace on` for looking into one test.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      // Chromium's own sandbox cannot work for root, which is who tests run as in containers.
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--autoplay-policy=no-user-gesture-required'],
      ...(chromium === null ? {} : { executablePath: chromium }),
    },
  },
  projects: [{ name: 'browser' }, ...(electron === null ? [] : [{ name: 'electron', metadata: { electron } }])],
})
