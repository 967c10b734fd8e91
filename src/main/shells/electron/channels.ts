/** The names of Electron's IPC channels, shared by both ends. Imports nothing: it goes into the preload script. */

export const channelOf = (method: string): string => `hakomori:${method}`

export const changedChannel = 'hakomori:changed'

/** Saves what the page would print as a PDF. No method: it is about this window and no data. */
export const pdfChannel = 'hakomori:pdf'

/** How the main process tells the preload script which methods exist. */
export const methodsArgument = '--hakomori-methods='
