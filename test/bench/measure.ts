/** Timing and printing. Figures are compared within one run only: the machine's mood is the same for both. */
export interface Timing {
  readonly median: number
  readonly p95: number
  readonly worst: number
  readonly total: number
}

export async function timeEach(count: number, work: (index: number) => unknown): Promise<Timing> {
  let left = count
  return timeWhile(() => left-- > 0, work)
}

/** Repeats `work` for as long as `goOn` says, one after the other. */
export async function timeWhile(goOn: () => boolean, work: (index: number) => unknown): Promise<Timing> {
  const taken: number[] = []
  while (goOn()) {
    const started = performance.now()
    await work(taken.length)
    taken.push(performance.now() - started)
  }
  return spread(taken)
}

export function spread(taken: readonly number[]): Timing {
  const sorted = taken.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { median: at(0.5), p95: at(0.95), worst: at(1), total: taken.reduce((sum, one) => sum + one, 0) }
}

export async function timeOnce<T>(work: () => Promise<T> | T): Promise<{ readonly value: T; readonly ms: number }> {
  const started = performance.now()
  const value = await work()
  return { value, ms: performance.now() - started }
}

export interface Row {
  readonly what: string
  readonly ours: string
  readonly against: string
  readonly ratio: string
}

export const ms = (value: number): string =>
  value >= 100 ? `${value.toFixed(0)} ms` : `${value.toFixed(value < 1 ? 3 : 2)} ms`
export const times = (ours: number, raw: number): string => `${(ours / raw).toFixed(1)}×`
export const timing = ({ median, p95 }: Timing): string => `${ms(median)} (95 %: ${ms(p95)})`

export function printTable(title: string, rows: readonly Row[]): void {
  const widths = [52, 28, 44, 8]
  const line = (...cells: string[]): string =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join(' ')
      .trimEnd()
  process.stdout.write(`\n${title}\n${line('what', 'Hakomori', 'against', 'ratio')}\n`)
  for (const row of rows) process.stdout.write(`${line(row.what, row.ours, row.against, row.ratio)}\n`)
}
