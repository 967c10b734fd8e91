import { z } from 'zod'

export interface RescuedList<T> {
  read(this: void): readonly T[]
  write(this: void, rows: readonly T[]): void
}

/**
 * Keeps a list beyond the window's life while the core can't: scans that are not on disk outlive a closed window, a crash
 * and a start that fails, and are offered again. Where the window has no storage of its own they live as long as it does.
 * Another window on the same data has rows of its own in the list: they stay as they are until they are read here.
 */
export function rescuedList<T>(name: string, schema: z.ZodType<T>, idOf: (row: T) => string): RescuedList<T> {
  const place = `hakomori.unsaved.${name}`
  /** The rows that this window knows: those that it does not write any more are over. */
  const known = new Set<string>()

  function stored(): readonly T[] {
    try {
      const rows = z.array(z.unknown()).parse(JSON.parse(window.localStorage.getItem(place) ?? '[]'))
      // One that can't be read takes no other with it.
      return rows.flatMap((row) => {
        const parsed = schema.safeParse(row)
        return parsed.success ? [parsed.data] : []
      })
    } catch {
      return []
    }
  }

  return {
    read() {
      const rows = stored()
      for (const row of rows) known.add(idOf(row))
      return rows
    },
    write(rows) {
      for (const row of rows) known.add(idOf(row))
      const all = [...stored().filter((row) => !known.has(idOf(row))), ...rows]
      try {
        if (all.length === 0) window.localStorage.removeItem(place)
        else window.localStorage.setItem(place, JSON.stringify(all))
      } catch {
        // They stay in the window, which says that they are not saved.
      }
    },
  }
}
