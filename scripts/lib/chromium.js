import { existsSync } from 'node:fs'
import path from 'node:path'

/**
 * A Chromium for the end-to-end tests: the one that `HAKOMORI_CHROMIUM` names, the one in our packages (Linux on x64), one
 * that Playwright has downloaded, or an installed one. Null where there is none.
 */
export async function findTestChromium() {
  const named = process.env['HAKOMORI_CHROMIUM']
  if (named) return existsSync(named) ? named : null
  return (await packedChromium()) ?? (await playwrightChromium()) ?? installedChromium()
}

/** Unpacks itself into the folder for temporary files at its first use. */
async function packedChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    return await chromium.executablePath()
  } catch {
    return null
  }
}

async function playwrightChromium() {
  try {
    const { chromium } = await import('@playwright/test')
    const file = chromium.executablePath()
    return existsSync(file) ? file : null
  } catch {
    return null
  }
}

function installedChromium() {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin']
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge']
  const applications = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    path.join(process.env['PROGRAMFILES'] ?? '', 'Google', 'Chrome', 'Application', 'chrome.exe'),
    path.join(process.env['PROGRAMFILES(X86)'] ?? '', 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
  ]
  const candidates = [...names.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...applications]
  return candidates.find((file) => path.isAbsolute(file) && existsSync(file)) ?? null
}
