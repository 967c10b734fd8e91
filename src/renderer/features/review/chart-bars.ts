/** The differences by value, from most short to most over, as bars around a line of zero. */
export interface ValueBar {
  readonly sku: string
  readonly name: string | null
  readonly value: number
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
