/**
 * `npm run dev`: the app from the sources. A changed screen is replaced in the open page; a changed core is started again
 * under it. In Electron where its binary is, else in the browser; `--electron` and `--browser` choose.
 */
import path from 'node:path'
import { ensureNode } from './lib/node.js'
import { ensurePackages } from './lib/packages.js'
import { root, run, runTool } from './lib/run.js'
import { giveUp, say } from './lib/say.js'

await ensurePackages()
await ensureNode()
const { findElectron } = await import('./lib/electron.js')

const chosen = process.argv.slice(2)
const electron = chosen.includes('--browser') ? null : findElectron()
const env = { HAKOMORI_DATA: process.env.HAKOMORI_DATA ?? path.join(root, '.cache', 'dev-data') }

if (chosen.includes('--electron') && electron === null) {
  giveUp('Electron is not here. `npm start -- --electron` gets it where the network allows.')
}
if (electron === null) {
  say('Starting the browser shell from the sources; Ctrl+C ends it.')
  process.exitCode = await run(process.execPath, [path.join(root, 'src/main/shells/browser/dev.ts')], {
    env,
    tied: true,
  })
} else {
  say('Starting Electron from the sources; Ctrl+C ends it.')
  process.exitCode = await runTool('electron-vite', ['dev', '--watch'], {
    env: { ...env, ELECTRON_EXEC_PATH: electron },
    tied: true,
  })
}
