import { bug, type PlantedBug } from './bug.ts'

/** Bugs that were once in the product and that stories found: planted again, their stories must still see them. */
export const foundBugs: readonly PlantedBug[] = [
  bug(
    'once-orphans-wait-for-ever',
    7,
    'A movement is to be sent again after its item was deleted, and never can be.',
    'main/core/sync/cycle.ts',
    '    askOrphans(context)\n',
    '',
  ),
  bug(
    'once-the-clock-turned-back',
    26,
    'The remote turns its clock back, and what it says from then on is never believed.',
    'main/core/sync/apply.ts',
    '  if (applying.whole !== true) return false\n',
    '  if (applying.uids !== undefined) return false\n',
  ),
  bug(
    'once-a-disk-failure-ends-the-loop',
    19,
    'A disk that fails while the next cycle is planned ends all cycles for good.',
    'main/core/sync/scheduler.ts',
    '      if (error instanceof Stopped) return\n      this.#failures += 1',
    "      if (error instanceof Stopped) return\n      if (String(error).includes('SQLITE_')) throw error\n      this.#failures += 1",
  ),
  bug(
    'once-a-full-read-joined-a-small-one',
    17,
    'Who asks for everything while a cycle runs is answered by that cycle, which reads less.',
    'main/core/sync/open-engine.ts',
    'return options.full && !this.#isFull ? this.#afterwards() : this.#running',
    'return this.#running',
  ),
  bug(
    'once-a-like-movement-of-others',
    1,
    'Somebody’s like movement is taken for a row of an array that was carried out in part.',
    'main/core/sync/joint.ts',
    'if (!isPart) return new Set(moved)',
    'if (!isPart || !refused) return new Set(moved)',
  ),
  bug(
    'once-an-edit-proves-stamps',
    1,
    'Somebody’s edit just as the first movement is sent is taken for stamps that move with stock.',
    'main/core/sync/capabilities.ts',
    'bump.yes === 1 ?',
    'bump.yes < 0 ?',
  ),
  bug(
    'once-no-backoff',
    8,
    'A remote that answers but fails is asked again and again without backing off.',
    'main/core/sync/open-engine.ts',
    'if (ran.ok) this.#scheduler?.reached()',
    'this.#scheduler?.reached()',
  ),
  bug(
    'once-a-wait-never-ends',
    16,
    'A wait of two seconds is a hair longer by a clock with fractions, and nobody waits at all, for ever.',
    'main/core/sync/verify.ts',
    'wait > 0 ? [Math.min(wait, replicaMs)] : []',
    'wait > 0 && wait <= replicaMs ? [wait] : []',
  ),
]
