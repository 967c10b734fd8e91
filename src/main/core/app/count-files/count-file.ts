import { z } from 'zod'
import { appError, type AppError } from '../../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../../shared/domain/result.ts'
import type { FileSource } from '../../store/merged-files.ts'
import { fingerprintOf, isSignedBy } from '../../store/signatures.ts'
import { eventHash } from '../../store/tape-hash.ts'
import { openFigures } from './sealed-figures.ts'

/**
 * A count on its way from one PC to another: JSON, signed with Ed25519 over the text of `body`. It holds every event of the
 * tape with its hash, so that an event that was altered, left out or put elsewhere shows even to somebody without the key.
 */
const format = 'hakomori-count'
const fileVersion = 1

const text = z.string().max(1000).nullable()
const at = z.number()
const quantity = z.number().min(-1e9).max(1e9)

const event = z.object({
  scanID: z.string().min(1).max(200),
  at,
  kind: z.enum(['scan', 'count', 'undo', 'mark', 'link', 'zero']),
  outcome: z.enum(['known', 'unknown', 'outOfScope']).nullable(),
  code: text,
  sku: text,
  item: text.describe('What the item is called now; `sku` is what it was called then'),
  quantity,
  typed: z.boolean(),
  counted: quantity.nullable(),
  round: z.number().int().min(1).max(1000),
  place: text,
  lot: text,
  expiry: text,
  serial: text,
  person: text,
  device: text.describe('Null: the PC that made the file'),
  hash: text,
  expected: quantity.nullable(),
  readAt: at.nullable(),
  answers: text,
  counts: quantity.nullable().describe('What it adds to its line now; null: nothing, it was taken back or replaced'),
})
export type FileEvent = z.infer<typeof event>

const body = z.object({
  madeAt: at,
  app: z.string().max(100),
  device: z.object({ name: z.string().max(100), publicKey: z.string().max(1000) }),
  shop: z.string().max(100).describe('Fingerprint of the remote and its address'),
  stocktake: z.object({
    stocktakeID: z.string().min(1).max(64),
    name: z.string().max(1000),
    warehouseID: z.string().max(255),
    method: z.enum(['single', 'double']),
    state: z.enum(['open', 'posted', 'cancelled']),
    openedAt: at,
    counters: z
      .array(z.object({ person: z.string().max(1000), round: z.number().int().min(1).max(1000) }))
      .max(1000)
      .describe('Whose own round of a double count is which; what somebody counted in another one was a recount'),
  }),
  events: z.array(event).max(1_000_000),
  sealed: z.string().optional().describe('`expected` of the events, where who saved the count may not see them'),
})
type CountFileBody = z.infer<typeof body>

export interface CountFile extends CountFileBody {
  /** The fingerprint of the key of the PC that made it. */
  readonly deviceID: string
  /** What is wrong with it, in a sentence; null: nothing. */
  readonly broken: string | null
}

export const sourceOf = ({ deviceID, stocktake }: CountFile): FileSource => ({
  deviceID,
  sourceID: stocktake.stocktakeID,
})

export const writeCountFile = (content: CountFileBody, sign: (text: string) => string): string =>
  `${JSON.stringify({ format, version: fileVersion, body: content, signature: sign(JSON.stringify(content)) }, null, 1)}\n`

/**
 * An error: it is no such file at all. A file that was altered is answered with what is wrong with it. `secret` opens
 * figures that were sealed.
 */
export function readCountFile(content: string, secret: string): Result<CountFile, AppError> {
  const raw = parse(content)
  if (raw?.['format'] !== format) return err(foreign('This is not a count that Hakomori saved.'))
  if (raw['version'] !== fileVersion)
    return err(foreign('This count was saved by another version of Hakomori. Use the same version on both PCs.'))
  const parsed = body.safeParse(raw['body'])
  if (!parsed.success)
    return err(foreign('This count is damaged: it can’t be read whole. Save it again on the other PC.'))
  const { device, events, sealed } = parsed.data
  const signature = typeof raw['signature'] === 'string' ? raw['signature'] : ''
  const isSigned = isSignedBy(JSON.stringify(raw['body']), signature, device.publicKey)
  return ok({
    ...parsed.data,
    events: sealed === undefined ? events : openFigures(events, sealed, secret),
    deviceID: fingerprintOf(device.publicKey),
    broken: faultOf(parsed.data, isSigned),
  })
}

function parse(content: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(content)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null // safe: members are looked at as unknown
  } catch {
    return null
  }
}

const foreign = (message: string): AppError => appError('invalid', message, { issues: [{ path: 'text', message }] })

function faultOf({ stocktake, events }: CountFileBody, isSigned: boolean): string | null {
  const { stocktakeID } = stocktake
  let before = ''
  for (const [index, each] of events.entries()) {
    if (each.hash !== null && each.hash !== eventHash(before, { ...each, stocktakeID }))
      return `Event ${String(index + 1)} of ${String(events.length)} was altered, or one before it is missing.`
    before = each.hash ?? ''
  }
  return isSigned ? null : 'It was altered after it was saved: the signature does not fit.'
}

const isCounting = ({ kind, outcome }: Pick<FileEvent, 'kind' | 'outcome'>): boolean =>
  outcome === 'known' && (kind === 'scan' || kind === 'count' || kind === 'link' || kind === 'zero')

interface TapeEvent extends Omit<FileEvent, 'counts' | 'typed'> {
  readonly typed: 0 | 1
  readonly fresh: 0 | 1
  readonly open: 0 | 1
}

/** What each event adds to its line: nothing where it was taken back, or where a later figure replaced the whole line. */
export function withCounts(events: readonly TapeEvent[]): FileEvent[] {
  const starts = new Map<string, number>()
  for (const [index, each] of events.entries())
    if (each.fresh === 1 && each.open === 1 && isCounting(each)) starts.set(lineOf(each), index)
  return events.map(({ typed, fresh, open, ...each }, index) => {
    const start = starts.get(lineOf(each)) ?? -1
    const stands = open === 1 && (isCounting(each) ? index >= start : each.outcome !== null)
    const counts = isCounting(each) && fresh === 1 ? (each.counted ?? 0) : each.quantity
    return { ...each, typed: typed === 1, counts: stands ? counts : null }
  })
}

const lineOf = ({ item, sku, round }: Pick<FileEvent, 'item' | 'sku' | 'round'>): string =>
  `${String(round)} ${item ?? sku ?? ''}`
