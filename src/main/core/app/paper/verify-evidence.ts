import type { EvidenceFinding, EvidenceVerdict } from '../../../../shared/contract/paper.ts'
import { actHash } from '../../store/act-hash.ts'
import { fingerprintOf, isSignedBy } from '../../store/signatures.ts'
import { eventHash } from '../../store/tape-hash.ts'
import {
  alteredParts,
  evidenceFormat,
  evidenceFrame,
  evidenceRows,
  evidenceVersion,
  formatEvidence,
  type EvidenceAct,
  type EvidenceBody,
  type EvidenceEvent,
} from './evidence-file.ts'
import { sentenceOf } from './evidence-sentence.ts'

export interface Neighbour {
  readonly name: string
  /** SHA-256 in hexadecimal; null: there is no such file beside it. */
  readonly sha256: string | null
}

/** Needs no data of the app: a file proves itself. `neighbours` answers for the files that were saved with it. */
export async function verifyEvidence(
  text: string,
  neighbours: (names: readonly string[]) => Promise<readonly Neighbour[]>,
): Promise<EvidenceVerdict> {
  const steps = checking(text)
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  const names = step.value.body?.files.map(({ name }) => name) ?? []
  return concluded(step.value, await neighbours(names))
}

interface CheckedEvidence {
  /** Null: as far as the file itself goes, it is right. */
  readonly fault: EvidenceFinding | null
  /** Null: it can’t be read. */
  readonly body: EvidenceBody | null
}

/** Rows that are looked at in one go: a millisecond or two of work. */
const rowsAtOnce = 100

/** The file itself. Yields so often that others have their turn. */
export function* checking(text: string): Generator<undefined, CheckedEvidence> {
  const raw = parse(text)
  yield
  if (raw?.['format'] !== evidenceFormat) return { fault: { kind: 'noEvidence' }, body: null }
  if (raw['version'] !== evidenceVersion) return { fault: { kind: 'otherVersion' }, body: null }
  const { body, damaged } = yield* read(raw['body'])
  if (body === null) return { fault: { kind: 'damaged', place: damaged.map(String).join('.') }, body }
  const { stocktakeID } = body.stocktake
  const chain = (yield* alteredEvent(body.events, stocktakeID)) ?? (yield* alteredAct(body, stocktakeID))
  return { fault: chain ?? (yield* alteredWhole(raw, body, text)), body }
}

/** What is said in the end, with the files that lie beside it. */
export function concluded({ fault, body }: CheckedEvidence, files: readonly Neighbour[]): EvidenceVerdict {
  const deviceID = body === null ? null : fingerprintOf(body.device.publicKey)
  const finding = fault ?? (body === null ? ({ kind: 'noEvidence' } as const) : withFiles(body, files))
  return { right: finding.kind === 'right', sentence: sentenceOf(finding, deviceID), deviceID, finding }
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null // safe: members are looked at as unknown
  } catch {
    return null
  }
}

type Read =
  | { readonly body: EvidenceBody; readonly damaged?: undefined }
  | { readonly body: null; readonly damaged: readonly PropertyKey[] }

function* read(raw: unknown): Generator<undefined, Read> {
  const frame = evidenceFrame.safeParse(raw)
  if (!frame.success) return { body: null, damaged: frame.error.issues[0]?.path ?? [] }
  const rows: { events: EvidenceEvent[]; acts: EvidenceAct[]; lines: EvidenceBody['lines'] } = {
    events: [],
    acts: [],
    lines: [],
  }
  for (const part of ['events', 'acts', 'lines'] as const) {
    for (const [index, row] of frame.data[part].entries()) {
      const parsed = evidenceRows[part].safeParse(row)
      if (!parsed.success) return { body: null, damaged: [part, index, ...(parsed.error.issues[0]?.path ?? [])] }
      ;(rows[part] as unknown[]).push(parsed.data) // safe: read by the schema of the same part
      if (index % rowsAtOnce === rowsAtOnce - 1) yield
    }
  }
  return { body: { ...frame.data, ...rows } }
}

/** What the chains can’t show: the other parts, the signature, and how it is written. */
function* alteredWhole(
  raw: Readonly<Record<string, unknown>>,
  body: EvidenceBody,
  text: string,
): Generator<undefined, EvidenceFinding | null> {
  // Safe: it was read as an object above.
  const parts = yield* alteredParts(raw['body'] as Readonly<Record<string, unknown>>, body.digests)
  if (parts.length > 0) return { kind: 'parts', parts }
  const signature = typeof raw['signature'] === 'string' ? raw['signature'] : ''
  if (!isSignedBy(JSON.stringify(raw['body']), signature, body.device.publicKey)) return { kind: 'signature' }
  yield
  const anew = formatEvidence({ format: evidenceFormat, version: evidenceVersion, body: raw['body'], signature })
  return anew === text ? null : { kind: 'rewritten' }
}

function* alteredEvent(
  events: readonly EvidenceEvent[],
  stocktakeID: string,
): Generator<undefined, EvidenceFinding | null> {
  let before = ''
  for (const [index, event] of events.entries()) {
    const isOld = event.hash === null && before === ''
    if (!isOld && event.hash !== eventHash(before, { ...event, stocktakeID })) {
      const { kind: what, person, at } = event
      const place = { number: index + 1, of: events.length }
      return { kind: 'event', ...place, what, code: event.code ?? event.sku, person, at: timeOf(at) }
    }
    before = event.hash ?? ''
    if (index % rowsAtOnce === rowsAtOnce - 1) yield
  }
  return null
}

/** Acts point to the newest event of their time, so a tape that was cut short shows too. */
function* alteredAct(
  { acts, events }: EvidenceBody,
  stocktakeID: string,
): Generator<undefined, EvidenceFinding | null> {
  const positions = new Map(events.map(({ hash }, index) => [hash ?? '', index]))
  let before = ''
  let reached = -1
  for (const [index, act] of acts.entries()) {
    const { person, at } = act
    const named = { number: index + 1, of: acts.length, act: act.act, person, at: timeOf(at) }
    if (act.hash !== actHash(before, { ...act, stocktakeID })) return { kind: 'act', ...named }
    before = act.hash
    const tape = tapeOf(act)
    const position = tape === '' ? -1 : positions.get(tape)
    if (position === undefined || position < reached) return { kind: 'eventsMissing', ...named }
    reached = position
    if (index % rowsAtOnce === rowsAtOnce - 1) yield
  }
  return null
}

function tapeOf({ details }: EvidenceAct): string {
  const tape = parse(details)?.['tape']
  return typeof tape === 'string' ? tape : ''
}

const timeOf = (at: number): number | null => (Number.isFinite(at) && Math.abs(at) < 8.64e15 ? at : null)

/** A file is known by its name or, where it was saved under another one, by what is in it. */
function withFiles(body: EvidenceBody, found: readonly Neighbour[]): EvidenceFinding {
  const there = found.filter((file) => file.sha256 !== null)
  const known = new Set(body.files.map(({ sha256 }) => sha256))
  const altered = there.find(
    ({ name, sha256 }) => !known.has(sha256 ?? '') && body.files.some((file) => file.name === name),
  )
  if (altered !== undefined) return { kind: 'file', name: altered.name }
  const digests = new Set(there.map(({ sha256 }) => sha256))
  const { stocktake, device, madeAt, events, acts, lines, files } = body
  const names = (isBeside: boolean): string[] =>
    files.filter(({ sha256 }) => digests.has(sha256) === isBeside).map(({ name }) => name)
  return {
    kind: 'right',
    stocktake: stocktake.name,
    events: events.length,
    acts: acts.length,
    lines: lines.length,
    device: device.name,
    madeAt: timeOf(madeAt),
    beside: names(true),
    missing: names(false),
    others: there.filter(({ sha256 }) => !known.has(sha256 ?? '')).map(({ name }) => name),
  }
}
