import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppError } from '../../src/shared/contract/errors.ts'
import type { ChangedEvent } from '../../src/shared/contract/events.ts'
import type { Result } from '../../src/shared/domain/result.ts'

/** A caller at the far end of a transport, over a core double (transport-core-double.ts). */
export interface FarEnd {
  call(method: string, params?: unknown): Promise<Result<unknown, AppError>>
  listen(listener: (event: ChangedEvent) => void): () => void
  close(): Promise<void>
}

/** What every transport of the contract must do, whatever it is made of. */
export function describeTransport(name: string, open: () => Promise<FarEnd>): void {
  describe(`the contract over ${name}`, () => {
    let end: FarEnd
    beforeAll(async () => {
      end = await open()
    })
    afterAll(async () => {
      await end.close()
    })

    it('answers a method with its output, values unchanged', async () => {
      const answer = await end.call('settings.get', {})
      expect(answer).toEqual({
        ok: true,
        value: { language: 'de', scanner: { prefix: '' }, textSize: 115, nothing: null },
      })
    })

    it('takes missing params for an empty input', async () => {
      expect(await end.call('people.list')).toEqual({ ok: true, value: {} })
    })

    it('carries the input to the door, where defaults are filled in', async () => {
      const answer = await end.call('items.list', { search: 'weiß' })
      expect(answer).toMatchObject({ ok: true, value: { input: { search: 'weiß', offset: 0, limit: 100 } } })
    })

    it('answers an input that does not fit with `invalid` and the places', async () => {
      const answer = await end.call('items.list', { limit: 'many', wrong: 1 })
      expect(answer).toMatchObject({ ok: false, error: { kind: 'invalid', retryable: false } })
      const issues = answer.ok ? [] : (answer.error.details?.['issues'] ?? [])
      expect(issues).toHaveLength(2)
    })

    it('carries kind, message, retryable and details of an error', async () => {
      expect(await end.call('items.get', { sku: 'A-3' })).toEqual({
        ok: false,
        error: {
          kind: 'notFound',
          message: 'There is no item “A-3”.',
          retryable: false,
          details: { sku: 'A-3', near: ['A-1', 'A-2'] },
        },
      })
    })

    it('answers a method that does not exist with `unknownMethod`', async () => {
      for (const method of ['items.steal', 'toString', '__proto__', '']) {
        expect(await end.call(method, {})).toMatchObject({ ok: false, error: { kind: 'unknownMethod' } })
      }
    })

    it('answers a defect with `internal` and goes on', async () => {
      expect(await end.call('warehouses.list', {})).toMatchObject({ ok: false, error: { kind: 'internal' } })
      expect(await end.call('people.list', {})).toMatchObject({ ok: true })
    })

    it('answers what is quick before what is slow', async () => {
      const slow = end.call('sync.run', {})
      expect(await end.call('barcodes.resolve', { code: '1' })).toMatchObject({ ok: true })
      await end.call('sync.resume', {})
      expect(await slow).toEqual({ ok: true, value: { pulled: 1 } })
    })

    it('pairs 400 calls at once with their own answers', async () => {
      const codes = Array.from({ length: 400 }, (_, index) => `code-${String(index)}`)
      const answers = await Promise.all(codes.map((code) => end.call('barcodes.resolve', { code })))
      expect(answers.map((answer) => (answer.ok ? answer.value : null))).toEqual(
        codes.map((code) => ({ outcome: 'unknown', name: code })),
      )
    })

    it('carries large answers and text beyond ASCII', async () => {
      const answer = await end.call('stocktakes.list', {})
      const value = answer.ok ? (answer.value as { rows: readonly { name: string }[] }) : { rows: [] }
      expect(value.rows).toHaveLength(20_000)
      expect(value.rows.at(-1)).toEqual({ name: 'Regal 19999 ü€😀' })
    })

    it('carries line breaks inside texts', async () => {
      const code = 'first\nsecond\r\n\u2028third'
      expect(await end.call('barcodes.resolve', { code })).toMatchObject({ ok: true, value: { name: code } })
    })

    it('tells every listener of an event, and none that has gone', async () => {
      const heard: ChangedEvent[] = []
      const gone: ChangedEvent[] = []
      end.listen((event) => heard.push(event))
      end.listen((event) => gone.push(event))()
      await end.call('people.add', { name: 'Kim' })
      await end.call('people.list', {})
      expect(heard).toEqual([{ event: 'changed', topics: ['people', 'status'] }])
      expect(gone).toEqual([])
    })
  })
}
