import type { Question } from '../../../shared/contract/queue.ts'

/**
 * What was seen of a figure around a lost answer, laid out as a step chart: equal steps from left to right (seconds and
 * minutes do not fit one scale), figures on as many levels as there are different ones. Pure.
 */
export interface EvidencePoint {
  /** Null: the row was gone. */
  readonly quantity: number | null
  readonly x: number
  readonly y: number
  /** Milliseconds after sending; null: before it. */
  readonly after: number | null
}

export interface EvidenceChart {
  readonly width: number
  readonly height: number
  readonly points: readonly EvidencePoint[]
  /** Where it was sent: between the first two points. Null: the time is not known. */
  readonly sent: { readonly from: number; readonly to: number } | null
  /** The heights of the different figures. */
  readonly levels: readonly number[]
}

const top = 52
const gap = 52
const maxLevels = 3

export function layOutEvidence(
  { before, reads, sentAt }: Pick<Question, 'before' | 'reads' | 'sentAt'>,
  width: number,
): EvidenceChart {
  const seen = [
    { quantity: before, after: null },
    ...reads.map(({ at, quantity }) => ({ quantity, after: sentAt === null ? 0 : Math.max(0, at - sentAt) })),
  ]
  const figures = [...new Set(seen.flatMap(({ quantity }) => (quantity === null ? [] : [quantity])))].sort(
    (a, b) => b - a,
  )
  const gone = seen.some(({ quantity }, index) => quantity === null && index > 0)
  const rows = Math.max(1, figures.length + (gone ? 1 : 0))
  // Many different figures share the room of three levels.
  const step = rows <= maxLevels ? gap : (gap * (maxLevels - 1)) / (rows - 1)
  const yOf = (quantity: number | null): number =>
    top + step * (quantity === null ? figures.length : figures.indexOf(quantity))
  const stride = seen.length <= 1 ? 0 : (width - 2 * 40 - sentWidth) / (seen.length - 1)
  const xOf = (index: number): number => 40 + index * stride + (index === 0 ? 0 : sentWidth)
  const points = seen.map(({ quantity, after }, index) => ({ quantity, after, x: xOf(index), y: yOf(quantity) }))
  const first = points[0]?.x ?? 0
  const second = points[1]?.x ?? width
  const middle = (first + second) / 2
  return {
    width,
    height: top + step * (rows - 1) + 52,
    points,
    sent: { from: middle - sentWidth / 4, to: middle + sentWidth / 4 },
    levels: Array.from({ length: rows }, (_, index) => top + step * index),
  }
}

/** Extra room between the figure before and the first read: there stands what was sent. */
const sentWidth = 80
