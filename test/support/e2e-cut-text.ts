import type { Page } from '@playwright/test'

/**
 * Words of ours that don't fit: a text in a button, tag, label, heading or sentence that is wider than its box, reaches
 * beyond a box that cuts it off, or beyond the window. What may be shortened with an ellipsis is what people named
 * themselves (`clip`, and the cells of tables), and a text that has its whole length as a tooltip.
 */
export function findCutText(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const ownText = (element: Element): string =>
      [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent?.trim() ?? '')
        .join(' ')
        .trim()

    function isSeen(element: HTMLElement): boolean {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false
      const { width, height } = element.getBoundingClientRect()
      if (width <= 2 || height <= 2 || element.closest('[aria-hidden="true"]') !== null) return false
      // Texts for screen readers are in a box of one pixel, or a little more where all text is larger.
      for (let around = element.parentElement; around !== null; around = around.parentElement)
        if (around.getBoundingClientRect().width <= 2) return false
      return true
    }

    const isCell = (element: Element): boolean => element.matches('[role="gridcell"]')

    function textBox(element: HTMLElement): DOMRect {
      const range = document.createRange()
      range.selectNodeContents(element)
      return range.getBoundingClientRect()
    }

    function cutBy(element: HTMLElement): string | null {
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
        const { overflowX, textOverflow } = getComputedStyle(element)
        if (overflowX !== 'visible') return textOverflow === 'ellipsis' && isCell(element) ? null : 'its own box'
      }
      const text = textBox(element)
      if (text.right > innerWidth + 1 || text.left < -1) return 'the window'
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        const { overflowX, textOverflow } = getComputedStyle(around)
        const mayBeReached = overflowX === 'auto' || overflowX === 'scroll'
        if (mayBeReached || (textOverflow === 'ellipsis' && isCell(around))) return null
        const box = around.getBoundingClientRect()
        const isControl = around.matches('button, a, label, [role="tab"]')
        if ((overflowX !== 'visible' || isControl) && (text.right > box.right + 1 || text.left < box.left - 1))
          return `<${around.tagName.toLowerCase()}> around it`
      }
      return null
    }

    /** The key on a button may not lie on its words. */
    function isUnderKeycap(element: HTMLElement): boolean {
      const text = textBox(element)
      const keycaps = element.closest('button')?.querySelectorAll('kbd') ?? []
      return [...keycaps].some((keycap) => {
        if (keycap.contains(element) || !isSeen(keycap)) return false
        const box = keycap.getBoundingClientRect()
        const isBeside = text.right <= box.left + 1 || text.left >= box.right - 1
        return !isBeside && text.top < box.bottom && text.bottom > box.top
      })
    }

    const found: string[] = []
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const text = ownText(element)
      if (text === '' || !isSeen(element) || element.closest('.clip, [title], svg, option') !== null) continue
      const by = cutBy(element)
      if (by !== null) found.push(`“${text}” is cut by ${by}`)
      if (isUnderKeycap(element)) found.push(`“${text}” lies under a keycap`)
    }
    return found
  })
}
