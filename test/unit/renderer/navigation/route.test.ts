import { afterEach, expect, it } from 'vitest'
import { formatRoute, go, parseRoute } from '../../../../src/renderer/navigation/route.ts'

afterEach(() => {
  window.location.hash = ''
})

it('reads what it wrote, whatever signs a SKU has', () => {
  for (const sku of ['KB-2048-BK', 'a/b', '100 %', 'Weiß?#', '日本'])
    expect(parseRoute(formatRoute('items', sku))).toEqual({ name: 'items', arg: sku })
})

it('shows Count for an address that means nothing', () => {
  expect(parseRoute('')).toEqual({ name: 'count', arg: null })
  expect(parseRoute('#/nowhere/1')).toEqual({ name: 'count', arg: null })
  expect(parseRoute('#/items/%E0%A4%A')).toEqual({ name: 'items', arg: null })
})

it('leaves no step behind when it replaces', () => {
  go('items')
  const steps = window.history.length
  let heard = 0
  const listen = (): void => void (heard += 1)
  window.addEventListener('hashchange', listen)
  go('items', 'A-1', { replace: true })
  window.removeEventListener('hashchange', listen)
  expect(window.location.hash).toBe('#/items/A-1')
  expect(window.history.length).toBe(steps)
  expect(heard).toBe(1)
})
