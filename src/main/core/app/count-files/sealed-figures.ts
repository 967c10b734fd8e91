import { z } from 'zod'
import { openSealedText, sealText } from '../../store/sealed-text.ts'

/**
 * Expected figures that whoever saves a count may not see travel sealed: the PC that merges needs them, and nobody should
 * read them in the file by accident. `secret` is what both PCs know of their shop, and so does whoever works there: the
 * seal keeps a curious eye out, not an attacker (docs/decisions/0013).
 */
interface Figured {
  readonly expected: number | null
}

export const sealFigures = <E extends Figured>(events: readonly E[], secret: string) => ({
  events: events.map((event) => ({ ...event, expected: null })),
  sealed: sealText(JSON.stringify(events.map(({ expected }) => expected)), secret),
})

const figures = z.array(z.number().min(-1e9).max(1e9).nullable())

/** With another secret, or where no figures were sealed, they stay unknown: the merging PC goes by what it knew itself. */
export function openFigures<E extends Figured>(events: readonly E[], sealed: string, secret: string): E[] {
  const text = openSealedText(sealed, secret)
  const opened = text === null ? [] : (figures.safeParse(parse(text)).data ?? [])
  return events.map((event, index) => ({ ...event, expected: event.expected ?? opened[index] ?? null }))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
