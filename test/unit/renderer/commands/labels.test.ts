import { describe, expect, it } from 'vitest'
import { newBadge } from '../../../../src/renderer/features/commands/new-badge.ts'
import { mostPlaces, placeNames } from '../../../../src/renderer/features/commands/place-names.ts'
import { readReserved } from '../../../../src/shared/domain/reserved-codes.ts'

describe('labels of places', () => {
  it('are one a line, each once, and ranges are written out', () => {
    expect(placeNames('Door\n A-08..A-11\nDoor\n\nA-11')).toEqual(['Door', 'A-08', 'A-09', 'A-10', 'A-11'])
  })

  it('are as they were typed where that is no range', () => {
    expect(placeNames('A-1..B-4\n9..2')).toEqual(['A-1..B-4', '9..2'])
  })

  it('are never endless, and only what a Code 128 can say', () => {
    expect(placeNames('1..999999')).toHaveLength(mostPlaces)
    expect(placeNames('Straße 1\nGate')).toEqual(['Gate'])
  })
})

describe('a badge', () => {
  it('is a badge of ours, as random as its bytes', () => {
    const badge = newBadge(Uint8Array.from({ length: 16 }, (_, index) => index * 17))
    expect(readReserved(badge)).toEqual({ kind: 'badge', text: 'BCDEFGHJKLNPRSTV' })
  })
})
