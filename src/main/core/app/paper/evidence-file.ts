import { z } from 'zod'
import { sha256 } from '../../store/act-hash.ts'

/**
 * The evidence of one stocktake: JSON whose text is signed with Ed25519. Events and acts are chained by their hashes, and
 * every part has a digest of its own, so that a check can say what was altered and not only that something was.
 */
export const evidenceFormat = 'hakomori-evidence'
export const evidenceVersion = 1

const text = z.string().nullable()

const event = z.object({
  scanID: z.string(),
  at: z.number(),
  kind: z.string(),
  outcome: text,
  code: text,
  sku: text,
  item: text.describe('What the item is called now; `sku` is what it was called then'),
  quantity: z.number(),
  typed: z.boolean(),
  fresh: z.boolean(),
  counted: z.number().nullable(),
  round: z.number(),
  place: text,
  lot: text,
  expiry: text,
  serial: text,
  person: text,
  device: text.describe('Null: the PC that made the file'),
  hash: text.describe('Null in tapes from before events were hashed'),
  expected: z.number().nullable(),
  readAt: z.number().nullable(),
  answers: text,
  open: z.boolean().describe('Nothing took it back'),
})
export type EvidenceEvent = z.infer<typeof event>

const act = z.object({ at: z.number(), act: z.string(), person: text, device: text, details: z.string(), hash: text })
export type EvidenceAct = z.infer<typeof act>

const members = z.record(z.string(), z.unknown())

const line = z.looseObject({ sku: z.string() })

const content = z.object({
  madeAt: z.number(),
  app: z.string(),
  device: z.object({ name: z.string(), publicKey: z.string() }),
  stocktake: z.looseObject({ stocktakeID: z.string(), name: z.string(), warehouseID: z.string() }),
  settings: members,
  events: z.array(event),
  acts: z.array(act),
  summary: members,
  lines: z.array(line),
  files: z.array(z.object({ name: z.string(), sha256: z.string() })),
})
export type EvidenceContent = z.infer<typeof content>

/** The parts that have a digest, as a person would name them. */
export const evidenceParts = {
  stocktake: 'the description of the stocktake',
  settings: 'the settings',
  events: 'the events',
  acts: 'the acts',
  summary: 'the summary',
  lines: 'the lines of the report',
  files: 'the list of files',
} as const
export type EvidencePart = keyof typeof evidenceParts
const partNames = Object.keys(evidenceParts) as EvidencePart[] // safe: the keys of the constant just above
export const isEvidencePart = (name: string): name is EvidencePart => Object.hasOwn(evidenceParts, name)

/** A body but for its rows, which are many and are read by `evidenceRows`, some at a time. */
export const evidenceFrame = content.extend({
  digests: z.record(z.string(), z.string()),
  events: z.array(z.unknown()),
  acts: z.array(z.unknown()),
  lines: z.array(z.unknown()),
})
export const evidenceRows = { events: event, acts: act, lines: line } as const
export interface EvidenceBody extends EvidenceContent {
  readonly digests: Readonly<Record<string, string>>
}

export const digestOf = (part: unknown): string => sha256(JSON.stringify(part))

export function writeEvidence(told: EvidenceContent, sign: (text: string) => string): string {
  const digests = Object.fromEntries(partNames.map((name) => [name, digestOf(told[name])]))
  const body = { ...told, digests }
  return formatEvidence({
    format: evidenceFormat,
    version: evidenceVersion,
    body,
    signature: sign(JSON.stringify(body)),
  })
}

/** One way to write it, so that not a byte can change without being seen. */
export const formatEvidence = (file: unknown): string => `${JSON.stringify(file, null, 1)}\n`

/** Parts whose digest does not fit. Takes the parts as they stand in the file, unknown members included. Yields after each. */
export function* alteredParts(
  body: Readonly<Record<string, unknown>>,
  digests: Readonly<Record<string, string>>,
): Generator<undefined, EvidencePart[]> {
  const altered: EvidencePart[] = []
  for (const name of partNames) {
    if (digestOf(body[name]) !== digests[name]) altered.push(name)
    yield
  }
  return altered
}
