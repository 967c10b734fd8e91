import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJsonRows } from '../../../../src/main/remotes/http/json-rows.ts'
import { RowScanner, type ScanLimits } from '../../../../src/main/remotes/http/row-scanner.ts'
import { err, ok } from '../../../../src/shared/domain/result.ts'

const small: ScanLimits = { rows: 2, bytes: 64, longest: 4096 }

/** Scans bytes cut at the given places. */
function scan(bytes: Uint8Array, cuts: readonly number[] = [], limits = small) {
  const scanner = new RowScanner(limits)
  const groups: (readonly unknown[])[] = []
  const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length]
  for (const [index, from] of places.entries()) {
    if (index + 1 < places.length) groups.push(...scanner.push(bytes.subarray(from, places[index + 1])))
  }
  return { groups, rows: groups.flat(), problem: scanner.end()?.kind ?? null }
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('a JSON array that comes in pieces', () => {
  it('is the array that JSON.parse makes of it, wherever it was cut', () => {
    const array = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 12 })
    const places = fc.array(fc.nat(400), { maxLength: 8 })
    fc.assert(
      fc.property(array, places, fc.constantFrom(0, 2), (rows, cuts, indent) => {
        const bytes = bytesOf(JSON.stringify(rows, null, indent))
        const within = cuts.map((cut) => Math.min(cut, bytes.length))
        expect(scan(bytes, within)).toMatchObject({ rows: JSON.parse(JSON.stringify(rows)), problem: null })
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  it('may be cut at every single byte, through escapes and characters of several bytes', () => {
    const rows = [{ name: 'Weiß "breit" \\', list: [1, [2]] }, 'ends with \\\\', '箱守 🧰', [], {}, null, -1.5e3]
    const bytes = bytesOf(`\uFEFF \n${JSON.stringify(rows)}\r\n `)
    const everywhere = Array.from({ length: bytes.length }, (_, index) => index)
    expect(scan(bytes, everywhere)).toMatchObject({ rows, problem: null })
  })

  it('comes out in groups that are bounded by rows and by bytes', () => {
    expect(scan(bytesOf('[1,2,3,4,5]')).groups).toEqual([[1, 2], [3, 4], [5]])
    const long = 'x'.repeat(70)
    expect(scan(bytesOf(JSON.stringify([long, long]))).groups).toEqual([[long], [long]])
  })

  it('may be empty', () => {
    expect(scan(bytesOf('[ ]'))).toEqual({ groups: [], rows: [], problem: null })
  })
})

describe('what is not a JSON array', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['', 'truncated'],
    [' ', 'truncated'],
    ['[', 'truncated'],
    ['[{"a":1},', 'truncated'],
    ['[{"a":"]"', 'truncated'],
    ['{"error":"no"}', 'notArray'],
    ['<html>', 'notArray'],
    ['[1,]', 'notJson'],
    ['[,1]', 'notJson'],
    ['[,]', 'notJson'],
    ['[1,,2,3]', 'notJson'],
    ['[1 2]', 'notJson'],
    ['[{]', 'truncated'],
    ['[}', 'notJson'],
    ['[1}', 'notJson'],
    ['[1][2]', 'notJson'],
    ['[1]x', 'notJson'],
    ['[undefined]', 'notJson'],
    ['[1,2,]', 'notJson'],
    ['[1,2,3,4,]', 'notJson'],
    ['[1]]', 'notJson'],
  ]
  it.each(cases)('%j is %s', (text, problem) => {
    expect(scan(bytesOf(text)).problem).toBe(problem)
    const everywhere = Array.from({ length: text.length }, (_, index) => index)
    expect(scan(bytesOf(text), everywhere).problem).toBe(problem)
  })

  it('includes malformed UTF-8, which would make another key of a key', () => {
    const bytes = bytesOf('["aXb"]')
    bytes[3] = 0xff
    expect(scan(bytes).problem).toBe('notJson')
  })

  it('includes a row that never ends', () => {
    expect(scan(bytesOf(`["${'x'.repeat(5000)}"]`)).problem).toBe('tooLong')
  })
})

describe('reading rows', () => {
  async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield await Promise.resolve(bytesOf(text))
  }

  it('waits for the taker of one group before it hands out the next', async () => {
    let busy = 0
    let most = 0
    const seen: [number, number][] = []
    const read = await readJsonRows(
      pieces('[1,2,3', ',4,5]'),
      async (rows, first) => {
        most = Math.max(most, (busy += 1))
        await Promise.resolve()
        busy -= 1
        seen.push([first, rows.length])
        return ok(undefined)
      },
      small,
    )
    expect(read).toEqual(ok({ rows: 5, bytes: 11 }))
    expect(seen).toEqual([
      [0, 2],
      [2, 2],
      [4, 1],
    ])
    expect(most).toBe(1)
  })

  it('lets other work run between two groups', async () => {
    const order: string[] = []
    const rows = Array.from({ length: 6 }, (_, index) => index)
    await readJsonRows(
      pieces(JSON.stringify(rows)),
      async () => {
        order.push('group')
        setImmediate(() => order.push('other'))
        return Promise.resolve(ok(undefined))
      },
      small,
    )
    expect(order.slice(0, 4)).toEqual(['group', 'other', 'group', 'other'])
  })

  it('ends when the taker finds something wrong', async () => {
    let calls = 0
    const read = await readJsonRows(
      pieces('[1,2,3,4]'),
      async () => {
        calls += 1
        return Promise.resolve(err('wrong'))
      },
      small,
    )
    expect(read).toEqual(err({ by: 'taker', failure: 'wrong' }))
    expect(calls).toBe(1)
  })

  it('keeps the text of something else, for its message', async () => {
    const read = await readJsonRows(pieces('{"error":', '"no"}'), () => Promise.resolve(ok(undefined)), small)
    expect(read).toMatchObject(err({ by: 'scanner', problem: { kind: 'notArray' }, body: '{"error":"no"}' }))
  })
})
