import type { Page } from '@playwright/test'

/**
 * What a finger of `least` pixels would miss, as “words: width × height”: neither it nor its label is that large. A link
 * within a sentence is text; what is covered is not pressed.
 */
export function findSmallTargets(page: Page, least: number): Promise<readonly string[]> {
  return page.evaluate((size) => {
    const pressed =
      'button, a[href], input, select, textarea, [role="tab"], [role="option"], [role="menuitem"], [role="slider"]'

    function isPressedAt(element: HTMLElement, x: number, y: number): boolean {
      const there = document.elementFromPoint(x, y)
      if (there === null) return false
      const label = there.closest('label')
      return element.contains(there) || label?.control === element || (label?.contains(element) ?? false)
    }

    function isLargeEnough(element: HTMLElement): boolean {
      const own = element.getBoundingClientRect()
      if (!isPressedAt(element, own.left + own.width / 2, own.top + own.height / 2)) return true
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
      return [own, ...labels.map((label) => label.getBoundingClientRect())].some(
        ({ width, height }) => width >= size - 0.5 && height >= size - 0.5,
      )
    }

    return [...document.querySelectorAll<HTMLElement>(pressed)].flatMap((element) => {
      const visible = element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      if (!visible || element.closest('[inert], [aria-hidden="true"]') !== null) return []
      if (getComputedStyle(element).display === 'inline' || isLargeEnough(element)) return []
      const { width, height } = element.getBoundingClientRect()
      const words = element.getAttribute('aria-label') ?? element.textContent.trim()
      const name = words === '' ? element.outerHTML.slice(0, 160) : words
      return [
        `${element.tagName.toLowerCase()} “${name}”: ${String(Math.round(width))} × ${String(Math.round(height))}`,
      ]
    })
  }, least)
}
