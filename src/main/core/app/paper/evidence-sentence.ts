import type { EvidenceFinding } from '../../../../shared/contract/paper.ts'
import { evidenceParts, isEvidencePart } from './evidence-file.ts'

type Finding<K extends EvidenceFinding['kind']> = Extract<EvidenceFinding, { kind: K }>

/** What was found, for a person, in English. */
export function sentenceOf(finding: EvidenceFinding, deviceID: string | null): string {
  switch (finding.kind) {
    case 'right':
      return praise(finding, deviceID)
    case 'noEvidence':
      return 'This is not an evidence file of Hakomori, or it is damaged.'
    case 'otherVersion':
      return 'This evidence was saved by another version of Hakomori. Check it with that version.'
    case 'damaged':
      return `The evidence is damaged: ${finding.place === '' ? 'it' : `“${finding.place}”`} can’t be read.`
    case 'event':
      return `Event ${ordinal(finding)} (${eventWords(finding)}) was altered, or the one before it is missing.`
    case 'act':
      return `${actWords(finding)} was altered, or the one before it is missing.`
    case 'eventsMissing':
      return `Events are missing: ${actWords(finding)} was made upon an event that is not on the tape.`
    case 'parts':
      return `The evidence was altered in ${finding.parts.map((part) => (isEvidencePart(part) ? evidenceParts[part] : part)).join(' and in ')}.`
    case 'signature':
      return 'The evidence was altered after it was saved, or signed by somebody else: the signature does not fit.'
    case 'rewritten':
      return 'What the evidence says is unaltered, but another program has written the file anew. Ask for the original file.'
    case 'file':
      return `The evidence itself is right, but “${finding.name}” beside it was altered.`
  }
}

const ordinal = ({ number, of }: { readonly number: number; readonly of: number }): string =>
  `${String(number)} of ${String(of)}`

const by = (person: string | null): string | null => (person === null ? null : `by ${person}`)

const when = (at: number | null): string => (at === null ? 'at no time' : new Date(at).toISOString())

const joined = (words: readonly (string | null)[]): string => words.filter((word) => word !== null).join(' ')

const eventWords = ({ what, code, person, at }: Finding<'event'>): string => joined([what, code, by(person), when(at)])

const actWords = (finding: Finding<'act' | 'eventsMissing'>): string =>
  `Act ${ordinal(finding)} (${joined([finding.act, by(finding.person), when(finding.at)])})`

function praise(finding: Finding<'right'>, deviceID: string | null): string {
  const { stocktake, events, acts, lines, device, madeAt, beside, missing, others } = finding
  const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ')
  const checked = beside.length === 0 ? '' : ` Unaltered beside it: ${quoted(beside)}.`
  const all = beside.length + missing.length
  const left =
    missing.length === 0 ? '' : ` Not beside it and not checked: ${String(missing.length)} of ${String(all)} files.`
  const strange = others.length === 0 ? '' : ` Not named in it and not checked: ${quoted(others)}.`
  return `Right: all ${String(events)} events, ${String(acts)} acts and ${String(lines)} lines of “${stocktake}” are as “${device}” saved them on ${when(madeAt)}, signed with the key ${deviceID ?? '?'}.${checked}${left}${strange}`
}
