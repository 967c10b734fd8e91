import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { rescuedList } from '../../../../src/renderer/data/rescued.ts'
import { appError } from '../../../../src/shared/contract/errors.ts'

const schema = z.object({ scanID: z.string(), code: z.string() })
const scan = (scanID: string) => ({ scanID, code: '4006381333931' })
const place = 'hakomori.unsaved.test'
const open = (name = 'test') => rescuedList(name, schema, ({ scanID }) => scanID)

beforeEach(() => window.localStorage.clear())
afterEach(() => vi.restoreAllMocks())

describe('what the window keeps while the core can’t', () => {
  it('comes back in its order, and leaves nothing behind when it is empty', () => {
    const list = open()
    list.write([scan('1'), scan('2')])
    expect(open().read()).toEqual([scan('1'), scan('2')])
    expect(open('other').read()).toEqual([])
    list.write([])
    expect(window.localStorage.getItem(place)).toBeNull()
  })

  it('leaves what another window kept since alone, and takes over what it has read', () => {
    const [one, other] = [open(), open()]
    one.write([scan('1')])
    other.write([scan('2')])
    one.write([])
    expect(open().read()).toEqual([scan('2')])
    const later = open()
    expect(later.read()).toEqual([scan('2')])
    later.write([])
    expect(open().read()).toEqual([])
  })

  it('is nothing where the storage holds something else, and one unreadable row takes no other with it', () => {
    for (const text of ['', '{', 'null', '"x"', '{"scanID":"1"}', '[1,null]']) {
      window.localStorage.setItem(place, text)
      expect(open().read(), text).toEqual([])
    }
    window.localStorage.setItem(place, JSON.stringify([scan('1'), { scanID: 2 }, scan('3')]))
    expect(open().read()).toEqual([scan('1'), scan('3')])
  })

  it('lives as long as the window where there is no storage, and fails no scan', () => {
    const refuse = (): never => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse)
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(refuse)
    expect(() => open().write([scan('1')])).not.toThrow()
    expect(open().read()).toEqual([])
  })
})

/** The page is loaded again: its modules with it, the storage stays. */
async function reload() {
  vi.resetModules()
  const { useCountState } = await import('../../../../src/renderer/features/count/count-state.ts')
  const { useMovesState } = await import('../../../../src/renderer/features/moves/moves-state.ts')
  return { count: useCountState, moves: useMovesState }
}

describe('scans that are not on disk', () => {
  const error = appError('storage', 'The disk is full.')
  const attempt = { scanID: 's1', code: 'A', quantity: null, at: 1, again: false }
  const counted = { ...attempt, stocktakeID: 'st', place: 'B-02' }
  const moved = { ...attempt, kind: 'receive' as const }

  it('are offered again after the page was loaded again, each once however often it failed', async () => {
    const before = await reload()
    for (let failure = 0; failure < 2; failure += 1) {
      before.count.getState().keepUnsaved(counted, error)
      before.moves.getState().keepUnsaved(moved, error)
    }
    const after = await reload()
    expect(after.count.getState().unsaved).toEqual([{ attempt: counted, error }])
    expect(after.moves.getState().unsaved).toEqual([{ attempt: moved, error }])
  })

  it('are offered again when the window closed before their answer came, and not once it came', async () => {
    const before = await reload()
    before.count.getState().hold(counted)
    before.moves.getState().hold(moved)
    const after = await reload()
    expect(after.count.getState().unsaved).toMatchObject([
      { attempt: counted, error: { details: { unanswered: true } } },
    ])
    expect(after.moves.getState().unsaved).toMatchObject([{ attempt: moved }])
    before.count.getState().release('s1')
    before.moves.getState().release('s1')
    const later = await reload()
    expect([later.count.getState().unsaved, later.moves.getState().unsaved]).toEqual([[], []])
  })

  it('are kept once however they are kept', async () => {
    const before = await reload()
    before.count.getState().keepUnsaved(counted, error)
    before.count.getState().hold({ ...counted, again: true })
    expect((await reload()).count.getState().unsaved).toEqual([{ attempt: counted, error }])
  })

  it('wait for a count to be chosen after the page was loaded again, and no longer once they were taken or dropped', async () => {
    const { stocktakeID: _chosen, again: _again, ...waiting } = { ...counted, waited: true }
    const before = await reload()
    before.count.getState().keepWaiting(waiting)
    const after = await reload()
    expect(after.count.getState().takeWaiting()).toEqual([waiting])
    expect((await reload()).count.getState().waiting).toEqual([])
    before.count.getState().keepWaiting({ ...waiting, scanID: 's2' })
    const later = await reload()
    later.count.getState().dropWaiting()
    expect((await reload()).count.getState().waiting).toEqual([])
  })

  it('are not offered once they are saved, or dropped by a person', async () => {
    const before = await reload()
    before.count.getState().keepUnsaved(counted, error)
    before.count.getState().keepUnsaved({ ...counted, scanID: 's2' }, error)
    before.moves.getState().keepUnsaved(moved, error)
    before.count
      .getState()
      .land(
        counted,
        { kind: 'known', key: 's1', at: 1, code: 'A', sku: 'A', name: null, added: 1, counted: 1, fresh: true },
        null,
      )
    before.count.getState().forget('s2')
    before.moves.getState().forget('s1')
    const after = await reload()
    expect([after.count.getState().unsaved, after.moves.getState().unsaved]).toEqual([[], []])
  })
})
