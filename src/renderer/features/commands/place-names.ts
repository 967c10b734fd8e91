import { longestPlace } from '../../../shared/domain/reserved-codes.ts'

/** More labels than this are a slip: A-1..A-99999. */
export const mostPlaces = 500

/** Places as they were typed, one a line; `A-01..A-24` stands for all of them. Each once, in their order. */
export function placeNames(text: string): string[] {
  const names = text.split('\n').flatMap((line) => rangeOf(line.trim()))
  return [...new Set(names)].filter((name) => name !== '' && /^[\x20-\x7e]+$/.test(name)).slice(0, mostPlaces)
}

function rangeOf(line: string): string[] {
  const match = /^(.*?)(\d+)\.\.(.*?)(\d+)$/.exec(line)
  const [, before, first = '', again, last = ''] = match ?? []
  if (match === null || before !== again || Number(last) < Number(first)) return [line.slice(0, longestPlace)]
  const count = Math.min(mostPlaces, Number(last) - Number(first) + 1)
  return Array.from({ length: count }, (_, index) =>
    `${before ?? ''}${String(Number(first) + index).padStart(first.length, '0')}`.slice(0, longestPlace),
  )
}
