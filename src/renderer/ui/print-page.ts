import { bridgeOf } from '../data/client-bridge.ts'

/** Paper as printers know it, or a size of its own in millimetres (a label). */
export interface PaperSize {
  readonly size: string
  readonly margin: string
}

/** Whether this shell saves PDFs itself; elsewhere the print dialog does. */
export const savesPdf = (): boolean => bridgeOf(window)?.savePdf !== undefined

/**
 * Prints what has `data-print`, on this paper: in the system's print dialog, or into a PDF file where the shell can. `name` is what the file is called by default.
 */
export async function printPage(
  { size, margin }: PaperSize,
  name: string,
  as: 'paper' | 'pdf' = 'paper',
): Promise<void> {
  const rules = new CSSStyleSheet()
  rules.replaceSync(`@page { size: ${size}; margin: ${margin}; }`)
  const { title } = document
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules]
  document.title = name
  try {
    await allImages()
    const savePdf = as === 'pdf' ? bridgeOf(window)?.savePdf : undefined
    if (savePdf === undefined) window.print()
    else await savePdf(name)
  } finally {
    document.title = title
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== rules)
  }
}

/** Pictures that are not drawn yet would be missing on the paper. */
const allImages = (): Promise<unknown> =>
  Promise.all([...document.querySelectorAll<HTMLImageElement>('[data-print] img')].map((image) => image.decode()))
