import { actHash } from '../../store/act-hash.ts'
import { fingerprintOf, isSignedBy } from '../../store/signatures.ts'
import { eventHash } from '../../store/tape-hash.ts'
import {
  alteredParts,
  evidenceBody,
  evidenceFormat,
  evidenceParts,
  evidenceVersion,
  formatEvidence,
  type EvidenceAct,
  type EvidenceBody,
  type EvidenceEvent,
} from './evidence-file.ts'

/** What a check of an evidence file says. Needs no data of the app: a file proves itself. */
export interface EvidenceVerdict {
  readonly right: boolean
  /** For a person, in English: what is right, or what was altered. */
  readonly sentence: string
  /** The fingerprint of the key that signed it; null where the file can't be read. */
  readonly deviceID: string | null
}

export interface Neighbour {
  /** As the evidence names it. */
  readonly name: string
  /** SHA-256 in hexadecimal; null: there is no such file beside it. */
  readonly sha256: string | null
}

/** `neighbours` answers for the files that were saved with it. */
export async function verifyEvidence(
  text: string,
  neighbours: (names: readonly string[]) => Promise<readonly Neighbour[]>,
): Promise<EvidenceVerdict> {
  const raw = parse(text)
  if (raw?.['format'] !== evidenceFormat) return unread('This is not an evidence file of Hakomori, or it is damaged.')
  if (raw['version'] !== evidenceVersion)
    return unread('This evidence was saved by another version of Hakomori. Check it with that version.')
  const parsed = evidenceBody.safeParse(raw['body'])
  if (!parsed.success) return unread(`The evidence is damaged: ${placeOf(parsed.error.issues[0]?.path)} can’t be read.`)
  const body = parsed.data
  const deviceID = fingerprintOf(body.device.publicKey)
  const fault = faultOf(raw, body, text)
  if (fault !== null) return { right: false, sentence: fault, deviceID }
  const files = await neighbours(body.files.map(({ name }) => name))
  const altered = alteredFile(body, files)
  if (altered !== null) return { right: false, sentence: altered, deviceID }
  return { right: true, sentence: praise(body, deviceID, files), deviceID }
}

const unread = (sentence: string): EvidenceVerdict => ({ right: false, sentence, deviceID: null })

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null // safe: members are looked at as unknown
  } catch {
    return null
  }
}

const placeOf = (path: readonly PropertyKey[] = []): string =>
  path.length === 0 ? 'it' : `“${path.map(String).join('.')}”`

/** From what names the place best to what only says that something is wrong. */
function faultOf(raw: Readonly<Record<string, unknown>>, body: EvidenceBody, text: string): string | null {
  const { stocktakeID } = body.stocktake
  const chain = alteredEvent(body.events, stocktakeID) ?? alteredAct(body, stocktakeID)
  if (chain !== null) return chain
  // Safe: it was read as an object above.
  const parts = alteredParts(raw['body'] as Readonly<Record<string, unknown>>, body.digests)
  const [first] = parts
  if (first !== undefined)
    return `The evidence was altered in ${parts.map((part) => evidenceParts[part]).join(' and in ')}.`
  const signature = typeof raw['signature'] === 'string' ? raw['signature'] : ''
  if (!isSignedBy(JSON.stringify(raw['body']), signature, body.device.publicKey))
    return 'The evidence was altered after it was saved, or signed by somebody else: the signature does not fit.'
  return formatEvidence({ format: evidenceFormat, version: evidenceVersion, body: raw['body'], signature }) === text
    ? null
    : 'What the evidence says is unaltered, but another program has written the file anew. Ask for the original file.'
}

function alteredEvent(events: readonly EvidenceEvent[], stocktakeID: string): string | null {
  let before = ''
  for (const [index, event] of events.entries()) {
    const isOld = event.hash === null && before === ''
    if (!isOld && event.hash !== eventHash(before, { ...event, stocktakeID })) {
      const what = [
        event.kind,
        event.code ?? event.sku,
        event.person === null ? null : `by ${event.person}`,
        when(event.at),
      ]
      return `Event ${String(index + 1)} of ${String(events.length)} (${what.filter((word) => word !== null).join(' ')}) was altered, or the one before it is missing.`
    }
    before = event.hash ?? ''
  }
  return null
}

/** Acts point to the newest event of their time, so a tape that was cut short shows too. */
function alteredAct({ acts, events }: EvidenceBody, stocktakeID: string): string | null {
  const positions = new Map(events.map(({ hash }, index) => [hash ?? '', index]))
  let before = ''
  let reached = -1
  for (const [index, act] of acts.entries()) {
    const name = `Act ${String(index + 1)} of ${String(acts.length)} (${nameOf(act)})`
    if (act.hash !== actHash(before, { ...act, stocktakeID }))
      return `${name} was altered, or the one before it is missing.`
    before = act.hash
    const tape = tapeOf(act)
    const position = tape === '' ? -1 : positions.get(tape)
    if (position === undefined || position < reached)
      return `Events are missing: ${name} was made upon an event that is not on the tape.`
    reached = position
  }
  return null
}

const nameOf = ({ act, person, at }: EvidenceAct): string =>
  `${act}${person === null ? '' : ` by ${person}`} ${when(at)}`

function tapeOf({ details }: EvidenceAct): string {
  const tape = parse(details)?.['tape']
  return typeof tape === 'string' ? tape : ''
}

const when = (at: number): string =>
  Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : String(at)

function alteredFile({ files }: EvidenceBody, found: readonly Neighbour[]): string | null {
  const altered = found.find(
    (file) => file.sha256 !== null && files.find(({ name }) => name === file.name)?.sha256 !== file.sha256,
  )
  return altered === undefined ? null : `The evidence itself is right, but “${altered.name}” beside it was altered.`
}

function praise(
  { stocktake, events, acts, lines, device, madeAt, files }: EvidenceBody,
  deviceID: string,
  found: readonly Neighbour[],
): string {
  const beside = found.filter((file) => file.sha256 !== null).map(({ name }) => `“${name}”`)
  const missing = files.length - beside.length
  const checked = beside.length === 0 ? '' : ` Unaltered beside it: ${beside.join(', ')}.`
  const left =
    missing === 0 ? '' : ` Not beside it and not checked: ${String(missing)} of ${String(files.length)} files.`
  return `Right: all ${String(events.length)} events, ${String(acts.length)} acts and ${String(lines.length)} lines of “${stocktake.name}” are as “${device.name}” saved them on ${when(madeAt)}, signed with the key ${deviceID}.${checked}${left}`
}
