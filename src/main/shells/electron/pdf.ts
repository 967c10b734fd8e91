import { writeFile } from 'node:fs/promises'
import { dialog, type WebContents } from 'electron'

/**
 * Saves what a page would print as a PDF where the user says; the page's own `@page` rules set the paper. Answers the
 * file, or null where they cancelled. A file that can't be written is told in the system's own box.
 */
export async function savePdf(page: WebContents, name: string): Promise<string | null> {
  const bytes = await page.printToPDF({ preferCSSPageSize: true, printBackground: true, generateTaggedPDF: true })
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: `${name.replace(/[^\p{L}\p{N} ._-]/gu, '_')}.pdf`,
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  })
  if (canceled || filePath === '') return null
  try {
    await writeFile(filePath, bytes)
    return filePath
  } catch (error) {
    dialog.showErrorBox('The PDF was not saved', error instanceof Error ? error.message : String(error))
    return null
  }
}
