import type { Page } from '@playwright/test'
import type { Scanner } from './e2e-scanner.ts'
import { expect } from './e2e-test.ts'

/** People at one PC, by the badges that hang from their necks. */
export const badges = {
  Ada: 'XXHKBADADADADADADAD',
  Ben: 'XXHKBBENBENBENBENBE',
  Cem: 'XXHKBCECECECECECECE',
} as const
export type Person = keyof typeof badges

/** Signs in by badge alone, on whatever screen is shown. */
export async function enter(page: Page, scanner: Scanner, name: Person): Promise<void> {
  await scanner.scan(badges[name])
  await expect(page.getByText(`${name} is signed in.`).last()).toBeVisible()
}
