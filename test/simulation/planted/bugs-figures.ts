import { bug, type PlantedBug } from './bug.ts'

const rows = 'main/core/sync/stock-rows.ts'

/** What only a remote that knows figures and no differences makes possible (sync.md §7): seen in stories of Hako v0. */
export const figureBugs: readonly PlantedBug[] = [
  bug(
    'figure-from-nothing',
    null,
    'A movement is written as the figure itself, as if the place had been empty.',
    rows,
    'deltas.map(([warehouse, by]) => [warehouse, add(now(warehouse), by)])',
    'deltas.map(([warehouse, by]) => [warehouse, add(action.kind === "transfer" ? now(warehouse) : 0, by)])',
  ),
  bug(
    'first-figure-over-a-figure',
    null,
    'What was planned as a first figure goes as one although a reading has shown a figure since.',
    rows,
    "if (ownFirstFigures === true && (step === 'firstStock') !== empty.length > 0) return null",
    "if (ownFirstFigures === true && step !== 'firstStock' && empty.length > 0) return null",
  ),
  bug(
    'transfer-to-a-place-without-a-figure',
    null,
    'Goods leave one place for another that has no figure yet, and the half that arrives is refused.',
    rows,
    "const opens = ownFirstFigures === true && action.kind === 'transfer' && empty.length > 0",
    "const opens = ownFirstFigures === true && action.kind === 'transfer' && empty.length > 2",
  ),
  bug(
    'room-made-is-transfer-done',
    null,
    'A transfer counts as carried out once a place was given its first figure of nothing.',
    rows,
    'figures: said.map(([warehouse]) => [warehouse, 0]) }, wire, opens }',
    'figures: said.map(([warehouse]) => [warehouse, 0]) }, wire }',
  ),
  bug(
    'older-stamp-never-read',
    null,
    'Where a row of an item went its stamp falls, and what the remote says of the item is never believed again.',
    'main/core/sync/apply.ts',
    '  if (!remote.capabilities.relativeStock) return true\n',
    '',
  ),
].map((planted) => ({ ...planted, seenIn: 'v0' }))
