import { useState } from 'react'
import type { AppError } from '../../../shared/contract/errors.ts'
import { useClient } from '../../data/query.ts'
import { useSounds } from '../../sounds/use-sounds.ts'

/** What a code stood for before it was added here. */
interface Before {
  readonly sku: string
  readonly quantity: number
}

/** One code that was scanned or typed, as it went. */
export type AddedCode = { readonly id: number; readonly code: string; readonly quantity: number } & (
  | { readonly state: 'saving' | 'known' | 'undone' }
  | { readonly state: 'saved'; readonly counted: number; readonly left: number; readonly before: Before | null }
  | { readonly state: 'refused'; readonly error: AppError }
)

interface Target {
  readonly sku: string
  readonly record: 'item' | 'bundle'
}

/** Teaches one code after the other, each on its own, the newest first. A refused one stays in the list with its reason. */
export function useAddedCodes({ sku, record }: Target) {
  const client = useClient()
  const sounds = useSounds()
  const [codes, setCodes] = useState<readonly AddedCode[]>([])
  const put = (changed: AddedCode): void =>
    setCodes((all) =>
      all.some(({ id }) => id === changed.id)
        ? all.map((each) => (each.id === changed.id ? changed : each))
        : [changed, ...all],
    )

  async function save(entry: Pick<AddedCode, 'id' | 'code' | 'quantity'>, move: boolean): Promise<void> {
    const { id, code, quantity } = entry
    put({ id, code, quantity, state: 'saving' })
    const before = await standsFor(code)
    if (before?.sku === sku && before.quantity === quantity) {
      sounds.play('known')
      return put({ id, code, quantity, state: 'known' })
    }
    const done = await client.call('barcodes.assign', { code, sku, record, quantity, move })
    sounds.play(done.ok ? 'known' : 'question')
    if (!done.ok) return put({ id, code, quantity, state: 'refused', error: done.error })
    const { code: taught, counted, left } = done.value
    put({ id, code: taught, quantity, state: 'saved', counted, left, before })
  }

  async function standsFor(code: string): Promise<Before | null> {
    const found = await client.call('barcodes.resolve', { code })
    if (!found.ok || found.value.via !== 'alias' || found.value.sku === undefined) return null
    return { sku: found.value.sku, quantity: found.value.quantity ?? 1 }
  }

  async function undo(entry: Extract<AddedCode, { state: 'saved' }>): Promise<void> {
    const { id, code, quantity, before } = entry
    const done =
      before === null
        ? await client.call('barcodes.remove', { code, reopen: true })
        : await client.call('barcodes.assign', { code, ...before, move: true })
    put(done.ok ? { id, code, quantity, state: 'undone' } : { id, code, quantity, state: 'refused', error: done.error })
  }

  return {
    codes,
    add: (code: string, quantity: number): Promise<void> => save({ id: nextID(), code, quantity }, false),
    /** Takes a refused one from the item that has it. */
    move: (entry: AddedCode): Promise<void> => save(entry, true),
    undo,
  }
}

let last = 0
const nextID = (): number => (last += 1)
