/**
 * Moves the selection of the table inside `box` while the focus stays where it is: typing in the search and walking the
 * hits go together. The table's own key handling does the work, so that it also scrolls.
 */
export function moveInGrid(box: HTMLElement | null, key: string): void {
  const grid = box?.querySelector('[role="grid"]')
  grid?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

const walkingKeys: ReadonlySet<string> = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp'])
export const isWalkingKey = (key: string): boolean => walkingKeys.has(key)
