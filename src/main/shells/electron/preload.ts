/**
 * What the page sees of Electron: `window.hakomori` with three functions, and nothing else. Runs in the sandbox, as one
 * CommonJS file. Answers are passed on as they are: the page reads them by the contract.
 */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { changedChannel, channelOf, methodsArgument, pdfChannel } from './channels.ts'

const methods = new Set(
  process.argv
    .find((argument) => argument.startsWith(methodsArgument))
    ?.slice(methodsArgument.length)
    .split(','),
)

const refusal = (kind: string, message: string) => ({ ok: false, error: { kind, message, retryable: false } })

contextBridge.exposeInMainWorld('hakomori', {
  async call(method: unknown, params: unknown): Promise<unknown> {
    if (typeof method !== 'string' || !methods.has(method)) {
      return refusal('unknownMethod', `There is no method “${String(method)}”.`)
    }
    try {
      return await ipcRenderer.invoke(channelOf(method), params)
    } catch (error) {
      return refusal('internal', error instanceof Error ? error.message : String(error))
    }
  },
  /** Answers where it was saved, or null where the user thought better of it. */
  async savePdf(name: unknown): Promise<unknown> {
    return await ipcRenderer.invoke(pdfChannel, String(name))
  },
  /** Only the event itself crosses: Electron's own event object would hand the page the sender. */
  listen(listener: (event: unknown) => void): () => void {
    const hear = (_electron: IpcRendererEvent, event: unknown): void => {
      listener(event)
    }
    ipcRenderer.on(changedChannel, hear)
    return () => {
      ipcRenderer.removeListener(changedChannel, hear)
    }
  },
})
