import { expect, it } from 'vitest'
import { contract } from '../../../src/shared/contract/contract.ts'

it('a record whose key has outer spaces is spoken of as the remote writes it', () => {
  const cell = { sku: ' A ', warehouseID: 'W1 ', quantity: 1 }
  expect(contract['stock.receive'].input.parse(cell)).toMatchObject(cell)
  expect(contract['items.get'].input.parse({ sku: ' A ' })).toEqual({ sku: ' A ' })
})

it('a key given here loses them, and a blank one is none', () => {
  expect(contract['items.create'].input.parse({ sku: ' A ' })).toEqual({ sku: 'A' })
  expect(contract['warehouses.create'].input.parse({ warehouseID: ' W ' })).toEqual({ warehouseID: 'W' })
  expect(contract['items.get'].input.safeParse({ sku: '  ' }).success).toBe(false)
})
