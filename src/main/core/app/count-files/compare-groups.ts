import { equal, sum } from '../../../../shared/domain/quantity.ts'
import type { Reader } from '../../store/database.ts'
import { mergeChoices, type MergeChoice } from '../../store/devices.ts'
import { standingEvents, type ScanEvent } from '../../store/scans.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import { piecesSaid, sinceFresh } from '../stocktakes/fresh-events.ts'
import type { CountFile } from './count-file.ts'
import { stands, type Placed, type PlannedEvent } from './placed-events.ts'

export interface PlannedClash {
  readonly item: number
  readonly sku: string
  readonly place: string | null
  readonly round: number
  readonly here: readonly ScanEvent[]
  readonly hereSum: number
  readonly fresh: readonly PlannedEvent[]
  readonly known: readonly ScanEvent[]
  readonly fileSum: number
  readonly fileBy: string | null
  /** What was chosen before for these very figures. */
  readonly chosen: MergeChoice | null
}

interface Compared {
  readonly clashes: readonly PlannedClash[]
  readonly agreed: readonly PlannedEvent[]
  readonly agreedGroups: number
}

/** Of the lines that both counted at the same place, in the same round. Only those of which the file brings something new. */
export function compareGroups(
  reader: Reader,
  stocktake: Stocktake,
  file: CountFile,
  standing: readonly Placed[],
): Compared {
  const choices = mergeChoices(reader, stocktake.id, file.deviceID)
  const groups = Map.groupBy(
    standing.filter(({ planned }) => planned.item !== null && planned.inScope && planned.event.device === null),
    ({ planned: { item, round, event } }) => JSON.stringify([item, round, event.place]),
  )
  const clashes: PlannedClash[] = []
  const agreed: PlannedEvent[] = []
  let agreedGroups = 0
  for (const group of groups.values()) {
    const clash = compareGroup(reader, stocktake, group, choices)
    if (clash === null) continue
    if (equal(clash.hereSum, clash.fileSum)) {
      agreed.push(...clash.fresh)
      agreedGroups += 1
    } else clashes.push(clash)
  }
  return { clashes, agreed, agreedGroups }
}

function compareGroup(
  reader: Reader,
  stocktake: Stocktake,
  group: readonly Placed[],
  choices: readonly MergeChoice[],
): PlannedClash | null {
  const [first] = group
  const fresh = group.flatMap(({ planned, onTape }) => (onTape === undefined ? [planned] : []))
  const item = first?.planned.item ?? null
  if (first === undefined || item === null || fresh.length === 0) return null
  const { round, device, event } = first.planned
  const here = sinceFresh(standingEvents(reader, stocktake.id, item, round)).filter(
    (other) => other.place === event.place && other.device !== device,
  )
  if (here.length === 0) return null
  const hereSum = sum(here.map(piecesSaid))
  const fileSum = sum(group.map(({ planned }) => planned.quantity))
  const chosen = choices.find(
    (choice) =>
      choice.item === item &&
      choice.round === round &&
      choice.place === event.place &&
      equal(choice.here, hereSum) &&
      equal(choice.file, fileSum),
  )
  return {
    item,
    sku: event.item ?? event.sku ?? '',
    place: event.place,
    round,
    here,
    hereSum,
    fresh,
    known: group.flatMap(({ onTape }) => (onTape !== undefined && stands(reader, onTape) ? [onTape] : [])),
    fileSum,
    fileBy: event.person,
    chosen: chosen ?? null,
  }
}
