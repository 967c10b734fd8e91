import { beforeEach, describe, expect, it } from 'vitest'
import { recordMove } from '../../../../src/renderer/features/moves/record-move.ts'
import type { Attempt } from '../../../../src/renderer/features/moves/attempt.ts'
import { useMovesState } from '../../../../src/renderer/features/moves/moves-state.ts'
import { moveOfRow, newestMove } from '../../../../src/renderer/features/moves/shown-move.ts'
import type { Client } from '../../../../src/shared/contract/contract.ts'
import { appError } from '../../../../src/shared/contract/errors.ts'
import type { MoveTapeRow } from '../../../../src/shared/contract/moves.ts'
import { err, ok } from '../../../../src/shared/domain/result.ts'

const attempt: Attempt = { kind: 'transfer', scanID: 's1', code: '4006381333931', quantity: null, at: 1, again: false }
const known = { outcome: 'known', seq: 7, sku: 'A', name: 'Cable ties', added: 12, pack: 12, total: 24 } as const

let said: string[]

/** Answers one call with this, and notes the order of things. */
function answering(answer: () => unknown): Client {
  return {
    call: (() => {
      said.push('asked')
      return Promise.resolve().then(answer)
    }) as Client['call'], // safe: the path under test makes this one call and no other
    listen: () => () => undefined,
  }
}

const record = (client: Client, changes: Partial<Attempt> = {}) =>
  recordMove(
    { client, state: useMovesState.getState(), play: (signal) => void said.push(signal) },
    { ...attempt, ...changes },
  )

beforeEach(() => {
  said = []
  useMovesState.setState({ shown: {}, unsaved: [] })
})

describe('recordMove', () => {
  it('sounds only after the core has answered', async () => {
    expect(await record(answering(() => ok(known)))).toBe(true)
    expect(said).toEqual(['asked', 'known'])
    expect(useMovesState.getState().shown.transfer).toMatchObject({ kind: 'known', added: 12, total: 24, pack: 12 })
  })

  it('keeps a scan that was not written, with its scanID, and sounds the long low note', async () => {
    expect(await record(answering(() => err(appError('storage', 'The disk is full.'))))).toBe(false)
    expect(said).toEqual(['asked', 'error'])
    expect(useMovesState.getState().unsaved.map((scan) => scan.attempt.scanID)).toEqual(['s1'])
  })

  it('keeps a scan too when the call itself breaks, and never rejects', async () => {
    const broken = answering(() => {
      throw new Error('gone')
    })
    expect(await record(broken)).toBe(false)
    expect(useMovesState.getState().unsaved).toHaveLength(1)
  })

  it('keeps a scan that fails again once, and lets it go when it is written', async () => {
    const failing = answering(() => err(appError('storage', 'The disk is full.')))
    await record(failing)
    await record(failing, { again: true })
    expect(useMovesState.getState().unsaved).toHaveLength(1)
    await record(
      answering(() => ok(known)),
      { again: true },
    )
    expect(useMovesState.getState().unsaved).toEqual([])
  })

  it('shows a repeated scan that was written the first time as what it was, and any other as a double reading', async () => {
    const twice = answering(() => ok({ ...known, outcome: 'duplicate' }))
    await record(twice, { again: true })
    expect(useMovesState.getState().shown.transfer).toMatchObject({ kind: 'known', added: 12 })
    await record(twice)
    expect(useMovesState.getState().shown.transfer).toMatchObject({ kind: 'duplicate', added: null })
    expect(said).toEqual(['asked', 'known', 'asked', 'question'])
  })
})

describe('newestMove', () => {
  const row: MoveTapeRow = {
    seq: 8,
    scanID: 'u1',
    at: 2,
    event: 'undo',
    outcome: 'known',
    code: null,
    sku: 'A',
    name: 'Cable ties',
    added: -12,
    pack: 1,
    typed: false,
    total: 12,
    undone: false,
  }

  it('shows the tape’s newest event at rest when the screen opens', () => {
    expect(newestMove(null, row)).toMatchObject({ kind: 'undo', added: -12, total: 12, pack: null, fresh: false })
    expect(newestMove(null, undefined)).toBeNull()
  })

  it('follows a later event of the tape, and is not called back by an older one', () => {
    const shown = { ...moveOfRow(row), seq: 7, kind: 'known' as const }
    expect(newestMove(shown, row)).toMatchObject({ kind: 'undo', fresh: true })
    expect(newestMove({ ...shown, seq: 9 }, row)).toMatchObject({ kind: 'known' })
  })

  it('lets an error stand, which is on no tape', () => {
    expect(newestMove({ ...moveOfRow(row), kind: 'error', seq: null }, row)).toMatchObject({ kind: 'error' })
  })
})
