/**
 * The contract over Electron's IPC, and the only user of `ipcMain`. One channel a method, so that a page can ask for
 * nothing that is not in the contract; every message's sender is checked; answers are structured objects.
 */
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import { methodNames } from '../../../shared/contract/contract.ts'
import type { AppError } from '../../../shared/contract/errors.ts'
import { appError } from '../../../shared/contract/errors.ts'
import type { Result } from '../../../shared/domain/result.ts'
import { err } from '../../../shared/domain/result.ts'
import { callSafely, type CoreLine } from '../host/rpc.ts'
import { channelOf, changedChannel, pdfChannel } from './channels.ts'
import { isFrom } from './origin.ts'

export interface IpcSettings {
  readonly core: Pick<CoreLine, 'call' | 'listen'>
  /** The origin of our own page. */
  readonly origin: string
  /** Every page that is open now. */
  pages(): readonly WebContents[]
}

/** Answers the disposer. */
export function serveIpc({ core, origin, pages }: IpcSettings): () => void {
  for (const method of methodNames) {
    ipcMain.handle(channelOf(method), (event, params: unknown) => answer(core, origin, method, event, params))
  }
  const stopListening = core.listen((event) => {
    for (const page of pages())
      if (!page.isDestroyed() && isFrom(origin, page.getURL())) page.send(changedChannel, event)
  })
  return () => {
    stopListening()
    for (const method of methodNames) ipcMain.removeHandler(channelOf(method))
  }
}

/** `save` is given the page that asked and what the file may be called. Answers the disposer. */
export function servePdf(
  origin: string,
  save: (page: WebContents, name: string) => Promise<string | null>,
): () => void {
  ipcMain.handle(pdfChannel, async (event, name: unknown) =>
    isOurPage(event, origin) && typeof name === 'string' ? await save(event.sender, name) : null,
  )
  return () => {
    ipcMain.removeHandler(pdfChannel)
  }
}

async function answer(
  core: Pick<CoreLine, 'call'>,
  origin: string,
  method: string,
  event: IpcMainInvokeEvent,
  params: unknown,
): Promise<Result<unknown, AppError>> {
  if (!isOurPage(event, origin)) return err(appError('notAllowed', 'Only Hakomori’s own page may ask this.'))
  return await callSafely(core, method, params ?? {})
}

/** The page itself and not a frame in it; a frame that was navigated away meanwhile has no sender any more. */
function isOurPage({ senderFrame, sender }: IpcMainInvokeEvent, origin: string): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isFrom(origin, senderFrame.url)
}
