import { describe, expect, it } from 'vitest'
import { fillPath, fillTemplate, placeholdersOf } from '../../../../src/shared/domain/mapping/template.ts'

const values = { sku: 'A/1', delta: -2.5, location: '12', name: null, price: undefined }

describe('a template', () => {
  it('keeps the type of a placeholder that stands alone', () => {
    expect(fillTemplate({ by: '{delta}', sku: '{sku}', name: '{name}' }, values)).toEqual({
      by: -2.5,
      sku: 'A/1',
      name: null,
    })
  })

  it('makes texts of what stands among others, and other types where that is said', () => {
    expect(fillTemplate(['at {location}: {delta}', '{location:number}', '{delta:text}'], values)).toEqual([
      'at 12: -2.5',
      12,
      '-2.5',
    ])
    expect(fillTemplate('{sku:number}', values)).toBe('A/1')
  })

  it('leaves out what there is no value for, and keeps the rest', () => {
    expect(
      fillTemplate({ price: '{price}', lines: ['{price}', { deep: '{price}', fix: 1 }], on: true }, values),
    ).toEqual({ lines: [{ fix: 1 }], on: true })
  })

  it('runs nothing: what looks like code is text', () => {
    expect(fillTemplate({ a: '${sku}', b: '{sku.length}', c: '{{sku}}' }, values)).toEqual({
      a: '$A/1',
      b: '{sku.length}',
      c: '{A/1}',
    })
  })

  it('encodes what goes into a path, so that no key leads elsewhere', () => {
    expect(fillPath('levels/{location}/{sku}', values)).toBe('levels/12/A%2F1')
    expect(fillPath('items/{sku}', { sku: '..' })).toBe('items/%2E%2E')
    expect(fillPath('items/{sku}', { sku: '../users?x=1#y' })).toBe('items/..%2Fusers%3Fx%3D1%23y')
    expect(fillPath('items/{name}', values)).toBeNull()
  })

  it('names its placeholders with their places', () => {
    expect(placeholdersOf({ lines: [{ item: '{id} and {sku:text}' }] })).toEqual([
      { name: 'id', path: ['lines', 0, 'item'] },
      { name: 'sku', path: ['lines', 0, 'item'] },
    ])
  })
})
