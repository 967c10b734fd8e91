import type { PlantedBug } from './bug.ts'
import { figureBugs } from './bugs-figures.ts'
import { foundBugs } from './bugs-found.ts'
import { judgingBugs } from './bugs-judging.ts'
import { keepingBugs } from './bugs-keeping.ts'
import { orderBugs } from './bugs-order.ts'
import { queueBugs } from './bugs-queue.ts'
import { readingBugs } from './bugs-reading.ts'
import { sendingBugs } from './bugs-sending.ts'

/** Every planted bug, by the part of the product it is in. */
export const bugs: readonly PlantedBug[] = [
  ...judgingBugs,
  ...sendingBugs,
  ...queueBugs,
  ...orderBugs,
  ...readingBugs,
  ...keepingBugs,
  ...figureBugs,
  ...foundBugs,
]
