import { openCount } from './stocktake-world.ts'

/** Two PCs that never see each other: what one counted comes to the other as a file. */
export async function twoPCs(options: Parameters<typeof openCount>[0] = {}) {
  const here = await openCount(options)
  const there = await openCount(options)
  let scans = 0
  const scanAt = (pc: typeof here, code: string, quantity: number, place?: string) => {
    pc.world.now += 1000
    const scanID = `scan-${String((scans += 1))}`
    const where = place === undefined ? {} : { place }
    return pc.world.call('stocktakes.scan', { stocktakeID: pc.stocktakeID, code, scanID, quantity, ...where })
  }
  const save = async () => (await there.world.call('stocktakes.export', { stocktakeID: there.stocktakeID })).text
  const look = (text: string) => here.world.call('stocktakes.readFile', { stocktakeID: here.stocktakeID, text })
  const merge = (text: string, choices: Choices = []) =>
    here.world.call('stocktakes.merge', { stocktakeID: here.stocktakeID, text, choices })
  return { here, there, scanAt, save, look, merge }
}
type Choices = { sku: string; place: string | null; round: number; take: 'here' | 'file' | 'both' | 'recount' }[]

export const signIn = async ({ world }: Awaited<ReturnType<typeof openCount>>, name: string): Promise<void> => {
  const { rows } = await world.call('people.list', {})
  const known = rows.find((row) => row.name === name)?.personID
  await world.call('people.signIn', { personID: known ?? (await world.call('people.add', { name })).personID })
}
