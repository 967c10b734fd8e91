import type { ReviewRow } from '../../../shared/contract/stocktakes.ts'

/** The differences by value, from most short to most over, as bars around a line of zero. */
export interface ValueBar {
  readonly sku: string
  readonly name: string
  readonly value: number
}

export function valueBars(rows: readonly ReviewRow[]): readonly ValueBar[] {
  return rows
    .flatMap(({ sku, name, value }) => (value === null || value === 0 ? [] : [{ sku, name: name ?? sku, value }]))
    .sort((a, b) => a.value - b.value)
}

export interface Concentration {
  readonly lines: number
  readonly share: number
}

const few = 5

/** How much of all differences a handful of lines makes; null where there is no more than that. */
export function concentrationOf(bars: readonly ValueBar[]): Concentration | null {
  if (bars.length <= few) return null
  const sizes = bars.map(({ value }) => Math.abs(value)).sort((a, b) => b - a)
  const all = sizes.reduce((total, size) => total + size, 0)
  const most = sizes.slice(0, few).reduce((total, size) => total + size, 0)
  return all === 0 ? null : { lines: few, share: most / all }
}

export interface PlacedBar {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Places bars into a box of the given size; every bar is tall enough to be seen. */
export function placeBars(
  bars: readonly ValueBar[],
  width: number,
  height: number,
): { readonly zero: number; readonly placed: readonly PlacedBar[] } {
  const least = Math.min(0, ...bars.map(({ value }) => value))
  const most = Math.max(0, ...bars.map(({ value }) => value))
  const scale = most === least ? 0 : height / (most - least)
  const zero = most * scale
  const step = width / Math.max(1, bars.length)
  const gap = Math.min(2, step / 4)
  const placed = bars.map(({ value }, index) => {
    const size = Math.max(1.5, Math.abs(value) * scale)
    return { x: index * step + gap / 2, y: value < 0 ? zero : zero - size, width: step - gap, height: size }
  })
  return { zero, placed }
}
