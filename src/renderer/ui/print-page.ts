/** Paper as printers know it, or a size of its own in millimetres (a label). */
export interface PaperSize {
  readonly size: string
  readonly margin: string
}

/**
 * Prints what has `data-print`, on this paper. In Electron it becomes a PDF file where `savePdf` is there; elsewhere the
 * system's print dialog prints it or saves it as PDF. `name` is what the file is called by default.
 */
export async function printPage({ size, margin }: PaperSize, name: string): Promise<void> {
  const rules = new CSSStyleSheet()
  rules.replaceSync(`@page { size: ${size}; margin: ${margin}; }`)
  const { title } = document
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules]
  document.title = name
  try {
    await allImages()
    window.print()
  } finally {
    document.title = title
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== rules)
  }
}

/** Pictures that are not drawn yet would be missing on the paper. */
const allImages = (): Promise<unknown> =>
  Promise.all([...document.querySelectorAll<HTMLImageElement>('[data-print] img')].map((image) => image.decode()))
