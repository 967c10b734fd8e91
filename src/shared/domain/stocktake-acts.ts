/** What is done to a stocktake besides counting; each such gesture is one link of its chain of acts. */
export const stocktakeActs = [
  'open',
  'decide',
  'recount',
  'approve',
  'merge',
  'transfer',
  'post',
  'cancel',
  'handOver',
  'takeBack',
] as const
export type StocktakeAct = (typeof stocktakeActs)[number]
