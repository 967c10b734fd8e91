import { superviseCore } from '../host/supervisor.ts'
import { startCore } from '../host/core-host.ts'
import { rendererDirectory } from '../host/renderer-files.ts'
import { startBrowserShell } from '../browser/browser-shell.ts'
import { keepPort, keptPort } from '../browser/kept-port.ts'
import { openAppWindow } from '../browser/app-window.ts'
import { onStopSignal, type Streams } from './streams.ts'

export interface ServeSettings {
  readonly directory: string
  readonly port: number
  readonly window: boolean
}

/** `hakomori serve`: runs until a signal, or until the app window that it opened is closed. */
export async function runServe({ directory, port, window }: ServeSettings, streams: Streams): Promise<number> {
  const say = (sentence: string): void => {
    streams.stdout.write(`${sentence}\n`)
  }
  const core = await superviseCore(
    () => startCore({ directory, automatic: true }),
    (sentence) => {
      streams.stderr.write(`${sentence}\n`)
    },
  )
  const start = (on: number) => startBrowserShell({ core, port: on, rendererDirectory: rendererDirectory() })
  const kept = port === 0 ? keptPort(directory) : null
  const again = kept === null ? null : await start(kept)
  if (kept !== null && again?.ok === false)
    say(
      `Port ${String(kept)} is taken by another program. Scans that were not saved last time are found when it is free again.`,
    )
  const shell = again?.ok === true ? again : await start(port)
  if (!shell.ok) {
    await core.close()
    streams.stderr.write(`${shell.error}\n`)
    return 1
  }
  if (port === 0 && kept === null) keepPort(directory, shell.value.url)
  const stopped = new Promise<void>((resolve) => {
    onStopSignal(() => {
      resolve()
    })
  })
  const opened = window ? await openAppWindow({ url: shell.value.oneTimeUrl(), directory }) : null
  // The address is the last thing said, on a line of its own, so that scripts can wait for it.
  if (opened === null) say('Open this address in a browser on this PC (Ctrl+C ends Hakomori):')
  else say(`Hakomori opened in ${opened.browser}. Closing the window ends it. Its address:`)
  say(shell.value.url)
  await (opened === null ? stopped : Promise.race([stopped, opened.closed]))
  opened?.close()
  await shell.value.close()
  await core.close()
  return 0
}
