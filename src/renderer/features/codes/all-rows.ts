/** Every row of a paged answer, page after page: for a file. */
export async function allRows<Row>(
  readPage: (offset: number, limit: number) => Promise<{ readonly rows: readonly Row[]; readonly total: number }>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (;;) {
    const page = await readPage(rows.length, 1000)
    rows.push(...page.rows)
    if (rows.length >= page.total || page.rows.length === 0) return rows
  }
}
