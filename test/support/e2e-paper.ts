import type { Page } from '@playwright/test'

/** What went on paper: the page shows it to the printer only, so it is kept in the moment of printing. */
export interface Printed {
  readonly text: string
  /** The `@page` rules then. */
  readonly rules: string
  readonly pictures: number
}

/** From now on nothing asks for a printer: what would be printed is kept. */
export async function keepPrinted(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.print = () => {
      document.querySelector('#printed')?.remove()
      const sheet = document.querySelector('[data-print]')?.cloneNode(true)
      if (!(sheet instanceof HTMLElement)) throw new Error('There was nothing to print')
      sheet.id = 'printed'
      sheet.dataset['rules'] = document.adoptedStyleSheets
        .flatMap((rules) => [...rules.cssRules].map((rule) => rule.cssText))
        .join(' ')
      document.body.append(sheet)
    }
  })
}

export async function printed(page: Page): Promise<Printed> {
  const sheet = page.locator('#printed')
  await sheet.waitFor({ state: 'attached' })
  return await sheet.evaluate((element: HTMLElement) => ({
    text: element.textContent,
    rules: element.dataset['rules'] ?? '',
    pictures: element.querySelectorAll('img').length,
  }))
}

/** Takes what was printed away. */
export const putBack = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.querySelector('#printed')?.remove()
  })

/** What was printed, as the file that a printer driver would make of it. */
export async function printedPdf(page: Page): Promise<Buffer> {
  await page.evaluate(() => {
    const rules = new CSSStyleSheet()
    rules.replaceSync(document.querySelector<HTMLElement>('#printed')?.dataset['rules'] ?? '')
    document.adoptedStyleSheets = [rules]
  })
  return await page.pdf({ preferCSSPageSize: true, printBackground: true })
}
