import { useQueryOf } from './query.ts'

/** The personID of who is signed in, kept with every scan in case it has to wait; null: nobody; undefined: not known yet. */
export function useSignedIn(): string | null | undefined {
  const rows = useQueryOf('people.list', {}).data?.rows
  return rows === undefined ? undefined : (rows.find(({ signedIn }) => signedIn)?.personID ?? null)
}

interface Made {
  readonly at: number
  readonly person?: string | null | undefined
  readonly again: boolean
  readonly waited?: boolean | undefined
}

/**
 * When and by whom a scan was made, as the core is told it. At the first try the core knows better who is signed in,
 * because badges and goods reach it in their order. What waited while nobody was signed in is of whoever signs in first.
 */
export const momentOf = ({ at, person, again, waited = false }: Made) => ({
  scannedAt: at,
  ...(person === undefined || !(again || waited) || (waited && person === null) ? {} : { person }),
})
