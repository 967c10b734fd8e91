import type { Profile } from '../profile.ts'

/** Faults after which a listing of what changed may rightly lack something until the next whole one. */
const blinding = new Set(['clock-jump', 'stale-read', 'row-cap', 'duplicate-delivery'])

/** Worlds in which the cursor alone keeps a device up to date: every write has a stamp, and nobody deletes. */
export const newsTellAll = ({
  switches,
  faults,
  upheaval,
  devices,
  tornTails,
  exodus,
  secondThoughtsEvery,
}: Profile): boolean =>
  upheaval === 0 &&
  !exodus &&
  secondThoughtsEvery === null &&
  devices === 1 &&
  tornTails === 0 &&
  switches.stockMovesUpdatedAt !== false &&
  switches.timestamps !== 'absent' &&
  switches.dateHeader !== false &&
  (switches.stampSkewMs ?? 0) === 0 &&
  !faults.some(({ fault }) => blinding.has(fault))
