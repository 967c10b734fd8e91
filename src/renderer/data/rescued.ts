import { z } from 'zod'

/**
 * Keeps a list beyond the window's life while the core can't: scans that are not on disk outlive a closed window, a crash
 * and a start that fails, and are offered again. Where the window has no storage of its own they live as long as it does.
 */
export function readRescued<T>(name: string, schema: z.ZodType<T>): readonly T[] {
  try {
    const rows = z.array(z.unknown()).parse(JSON.parse(window.localStorage.getItem(placeOf(name)) ?? '[]'))
    // One that can't be read takes no other with it.
    return rows.flatMap((row) => {
      const parsed = schema.safeParse(row)
      return parsed.success ? [parsed.data] : []
    })
  } catch {
    return []
  }
}

export function writeRescued(name: string, rows: readonly unknown[]): void {
  try {
    if (rows.length === 0) window.localStorage.removeItem(placeOf(name))
    else window.localStorage.setItem(placeOf(name), JSON.stringify(rows))
  } catch {
    // They stay in the window, which says that they are not saved.
  }
}

const placeOf = (name: string): string => `hakomori.unsaved.${name}`
