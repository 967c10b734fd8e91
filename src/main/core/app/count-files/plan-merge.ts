import { add, equal, multiply, sum } from '../../../../shared/domain/quantity.ts'
import { nextRound, tieBreakRound } from '../../../../shared/domain/rounds.ts'
import { resolveCode } from '../../store/barcodes.ts'
import type { Reader } from '../../store/database.ts'
import { getDevice, mergeChoices, type MergeChoice } from '../../store/devices.ts'
import { findByKey } from '../../store/records.ts'
import { answerTo, findScan, standingEvents, type ScanEvent } from '../../store/scans.ts'
import { listCounters } from '../../store/stocktake-counts.ts'
import { isInScope, type Stocktake } from '../../store/stocktakes.ts'
import type { CountFile, FileEvent } from './count-file.ts'

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
  readonly clashes: readonly PlannedClash[]
  /** Counted by both at the same place, with the same figure: taken once. */
  readonly agreed: number
  /** In the order in which they join the rounds of a double count. */
  readonly joining: readonly Joining[]
}

interface Joining {
  readonly person: string
  readonly round: number
}

export interface PlannedEvent {
  readonly event: FileEvent
  /** Its name on this tape: its own, or one beside it where another event has that name here. */
  readonly scanID: string
  /** Null: nobody here knows what it is. */
  readonly item: number | null
  readonly inScope: boolean
  readonly quantity: number
  readonly round: number
  readonly device: string | null
}

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

export function planMerge(reader: Reader, stocktake: Stocktake, file: CountFile, ownID: string | null): MergePlan {
  const label = file.deviceID === ownID ? null : labelOf(reader, file)
  const rounds = roundsOf(reader, stocktake, file)
  const seen = file.events
    .filter(({ outcome }) => outcome !== null)
    .map((event) => place(reader, stocktake, event, { label, suffix: file.deviceID, roundOf: rounds.roundOf }))
  const standing = seen.filter(({ planned }) => planned.event.counts !== null)
  const fresh = standing.filter(({ onTape }) => onTape === undefined)
  const compared = compareGroups(reader, stocktake, file, standing)
  const held = new Set(compared.clashes.flatMap((clash) => clash.fresh).concat(compared.agreed))
  return {
    label,
    added: fresh.map(({ planned }) => planned).filter((planned) => !held.has(planned)),
    known: standing.length - fresh.length,
    takenBack: seen.flatMap(({ planned, onTape }) =>
      planned.event.counts === null && onTape !== undefined && label !== null && stands(reader, onTape) ? [onTape] : [],
    ),
    clashes: compared.clashes,
    agreed: compared.agreedGroups,
    joining: rounds.joining,
  }
}

/** The name by which its events are known here for good. */
const labelOf = (reader: Reader, { deviceID, device }: CountFile): string =>
  getDevice(reader, deviceID)?.label ?? `${device.name} · ${deviceID.slice(0, 6)}`

const stands = (reader: Reader, event: ScanEvent): boolean =>
  event.item !== null && event.outcome === 'known' && answerTo(reader, event.seq) === undefined

interface Rounds {
  readonly joining: readonly Joining[]
  roundOf(event: FileEvent): number
}

/** In a double count everybody has a round of their own here too, whatever it was there. */
function roundsOf(reader: Reader, { id, method }: Stocktake, { events }: CountFile): Rounds {
  if (method === 'single') return { joining: [], roundOf: ({ round }) => round }
  const taken = new Map(listCounters(reader, id).map(({ person, round }) => [person, round]))
  const joining: Joining[] = []
  // Their first round there; what they counted in a later one was a recount.
  const own = new Map<string, number>()
  for (const { person, outcome, round } of events) {
    const name = person ?? ''
    if (outcome === null) continue
    own.set(name, Math.min(own.get(name) ?? round, round))
    if (taken.has(name)) continue
    const others = [...taken.values()]
    const isFree = round >= tieBreakRound && !others.includes(round)
    const next =
      round >= tieBreakRound ? Math.max(tieBreakRound, ...others.map((other) => other + 1)) : nextRound(others)
    const joined = { person: name, round: isFree ? round : next }
    taken.set(name, joined.round)
    joining.push(joined)
  }
  return {
    joining,
    roundOf({ round, person }) {
      const here = taken.get(person ?? '') ?? round
      const isRecount = round >= tieBreakRound && (here < tieBreakRound || own.get(person ?? '') !== round)
      return isRecount ? round : here
    },
  }
}

interface Placed {
  readonly planned: PlannedEvent
  readonly onTape: ScanEvent | undefined
}

interface Naming {
  readonly label: string | null
  readonly suffix: string
  roundOf(this: void, event: FileEvent): number
}

function place(reader: Reader, stocktake: Stocktake, event: FileEvent, { label, suffix, roundOf }: Naming): Placed {
  const device = event.device ?? label
  const named = findScan(reader, stocktake.id, event.scanID)
  const isSame = named === undefined || isSameEvent(named, event)
  const scanID = isSame ? event.scanID : `${event.scanID.slice(0, 50)}@${suffix.slice(0, 12)}`
  const onTape = isSame ? named : findScan(reader, stocktake.id, scanID)
  const known = itemOf(reader, stocktake, event)
  return {
    onTape,
    planned: {
      event,
      scanID,
      item: known?.item ?? null,
      inScope: known !== null && isInScope(reader, stocktake, known.item),
      quantity: multiply(event.counts ?? 0, known?.times ?? 1),
      round: roundOf(event),
      device,
    },
  }
}

/** Two PCs may call different events alike: scripts number theirs. One without a code is kept here under its item's name. */
const isSameEvent = (here: ScanEvent, event: FileEvent): boolean =>
  here.at === event.at && here.person === event.person && (event.code === null || here.code === event.code)

/** A code that was unknown there may be known here. */
function itemOf(
  reader: Reader,
  { connection }: Stocktake,
  { item, sku, code, outcome }: FileEvent,
): { readonly item: number; readonly times: number } | null {
  const key = item ?? sku
  const record = key === null ? undefined : findByKey(reader, connection, 'item', key)
  if (record !== undefined) return { item: record.uid, times: 1 }
  const resolved = outcome === 'unknown' && code !== null ? resolveCode(reader, connection, code) : null
  return resolved === null ? null : { item: resolved.item, times: resolved.quantity }
}

interface Compared {
  readonly clashes: readonly PlannedClash[]
  readonly agreed: readonly PlannedEvent[]
  readonly agreedGroups: number
}

/** Of the lines that both counted at the same place, in the same round. Only those of which the file brings something new. */
function compareGroups(reader: Reader, stocktake: Stocktake, file: CountFile, standing: readonly Placed[]): Compared {
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
  const hereSum = here.reduce((total, other) => add(total, countsOf(other)), 0)
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

/** Events from the last one that named a figure for the whole line. */
const sinceFresh = (events: readonly ScanEvent[]): readonly ScanEvent[] =>
  events.slice(
    Math.max(
      0,
      events.findLastIndex((event) => event.fresh === 1),
    ),
  )

const countsOf = (event: ScanEvent): number => (event.fresh === 1 ? (event.counted ?? 0) : event.quantity)
