import type { Reader } from '../../store/database.ts'
import { getDevice } from '../../store/devices.ts'
import { isOlderThanMerged, isWithdrawn, type EventName } from '../../store/merged-files.ts'
import { standingEvents, type ScanEvent } from '../../store/scans.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import { compareGroups, type PlannedClash } from './compare-groups.ts'
import { sourceOf, type CountFile } from './count-file.ts'
import { planRounds, type Joining } from './merge-rounds.ts'
import { passedOver } from './passed-over.ts'
import { placeEvent, stands, stemOf, type Placed, type PlannedEvent } from './placed-events.ts'

/**
 * What merging a file comes to, without doing it: the preview and the merging itself are made of this. Events that are here
 * already are known by their scanID; what both counted at one place is compared, everything else adds up.
 */
export interface MergePlan {
  /** As the file's own events are marked here; null: they are this PC's. */
  readonly label: string | null
  readonly added: readonly PlannedEvent[]
  readonly known: number
  /** Merged before, and taken back on the other PC since. */
  readonly takenBack: readonly ScanEvent[]
  /** Taken back on the other PC before anything brought them here: a third PC must not bring them either. Null: the file is older than one that was merged. */
  readonly withdrawn: readonly EventName[] | null
  /** Items with a recount, on one side, that knew nothing of what the other side counted before it. */
  readonly passedOver: readonly number[]
  readonly clashes: readonly PlannedClash[]
  /** Counted by both at the same place, with the same figure: taken once. */
  readonly agreed: number
  /** In the order in which they join the rounds of a double count. */
  readonly joining: readonly Joining[]
}

export function planMerge(reader: Reader, stocktake: Stocktake, file: CountFile, ownID: string | null): MergePlan {
  const label = file.deviceID === ownID ? null : labelOf(reader, file)
  const placed = file.events
    .filter(({ outcome }) => outcome !== null)
    .map((event) => placeEvent(reader, stocktake, event, { label, suffix: suffixOf(file) }))
  const source = sourceOf(file)
  if (isOlderThanMerged(reader, stocktake.id, source, file.events)) return nothingNew(label, placed)
  const { joining, roundOf } = planRounds(reader, stocktake, file, placed)
  const seen = placed.map((each): Placed => ({ ...each, planned: { ...each.planned, round: roundOf(each) } }))
  const standing = seen.filter(
    ({ planned: { event } }) =>
      event.counts !== null && !isWithdrawn(reader, stocktake.id, source, { scanID: stemOf(event), at: event.at }),
  )
  const fresh = standing.filter(({ onTape }) => onTape === undefined)
  const compared = compareGroups(reader, stocktake, file, standing)
  const held = new Set(compared.clashes.flatMap((clash) => clash.fresh).concat(compared.agreed))
  const gone = label === null ? [] : seen.filter(({ planned }) => planned.event.counts === null)
  return {
    label,
    added: fresh.map(({ planned }) => planned).filter((planned) => !held.has(planned)),
    known: standing.length - fresh.length,
    takenBack: takenBack(reader, stocktake, gone, standing),
    withdrawn: gone.flatMap(({ planned, onTape }) =>
      onTape === undefined ? [{ scanID: stemOf(planned.event), at: planned.event.at }] : [],
    ),
    passedOver: stocktake.method === 'single' ? passedOver(reader, stocktake, standing, seen) : [],
    clashes: compared.clashes,
    agreed: compared.agreedGroups,
    joining,
  }
}

/** An older file than one that was merged before. */
const nothingNew = (label: string | null, placed: readonly Placed[]): MergePlan => ({
  label,
  added: [],
  known: placed.filter(({ planned, onTape }) => planned.event.counts !== null && onTape !== undefined).length,
  takenBack: [],
  withdrawn: null,
  passedOver: [],
  clashes: [],
  agreed: 0,
  joining: [],
})

/** The name by which its events are known here for good. */
const labelOf = (reader: Reader, { deviceID, device }: CountFile): string =>
  getDevice(reader, deviceID)?.label ?? `${device.name} · ${deviceID.slice(0, 6)}`

/** Tells events of one name apart that two PCs made, or one PC in two counts. */
const suffixOf = ({ deviceID, stocktake }: CountFile): string =>
  `${deviceID.slice(0, 6)}${stocktake.stocktakeID.slice(-6)}`

/** A figure for the whole line takes along what it had replaced, which would count again without it. */
function takenBack(
  reader: Reader,
  { id }: Stocktake,
  gone: readonly Placed[],
  standing: readonly Placed[],
): ScanEvent[] {
  const kept = new Set(standing.flatMap(({ onTape }) => onTape?.seq ?? []))
  const events = gone.flatMap(({ onTape }) => (onTape !== undefined && stands(reader, onTape) ? [onTape] : []))
  const replaced = events.flatMap(({ fresh, item, round, seq }) =>
    fresh === 1 && item !== null ? standingEvents(reader, id, item, round).filter((other) => other.seq < seq) : [],
  )
  const all = new Map([...events, ...replaced].map((event) => [event.seq, event]))
  return [...all.values()].filter(({ seq }) => !kept.has(seq)).sort((a, b) => b.seq - a.seq)
}
