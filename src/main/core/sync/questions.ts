import { z } from 'zod'
import type { Question } from '../../../shared/contract/queue.ts'
import { movesStock } from '../../../shared/domain/change.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { Attempt } from '../store/attempts.ts'
import type { Change } from '../store/changes.ts'

/** The questions a person is asked: one plain sentence, the evidence, and the answers that make sense. Pure. */
type Reason = Question['reason']
type Answer = Question['answers'][number]

export interface QuestionFacts {
  readonly reason: Reason
  readonly change: Pick<Change, 'kind' | 'recordKind' | 'quantity'>
  /** The record's key, as a person knows it. */
  readonly key: string
  readonly suggested?: Answer | null
  readonly attempt?: Attempt | undefined
  /** The cell whose figures are shown: its warehouse's uid. */
  readonly cell?: number | null
  readonly fields?: Question['fields']
  readonly serverText?: string | null
  /** Both cells of a transfer, or the cell of a first figure. */
  readonly legs?: Question['legs']
  readonly likelihood?: Question['likelihood']
  /** The record was deleted and made anew at the remote. */
  readonly anew?: true
  /** When the remote's version was last changed. */
  readonly theirsAt?: number | null
}

export function questionFor(facts: QuestionFacts): Question {
  const { reason, change, key, attempt, cell = null } = facts
  return {
    reason,
    text: sentence(facts, nameOf(change, key)),
    answers: answersTo(reason, change.kind, attempt !== undefined),
    suggested: facts.suggested ?? null,
    sentAt: attempt?.sentAt ?? null,
    before: figure(attempt?.preImage.cells, cell),
    reads: (attempt?.evidence ?? []).map((read) => ({
      at: read.at,
      quantity: read.found ? figure(read.cells, cell) : null,
      updatedAt: read.updatedAt,
    })),
    serverText: facts.serverText ?? null,
    fields: partByPart(facts.fields ?? []),
    ...(facts.anew === undefined ? {} : { anew: facts.anew }),
    ...(facts.theirsAt === undefined ? {} : { theirsAt: facts.theirsAt }),
    ...(facts.legs === undefined ? {} : { legs: facts.legs }),
    ...(facts.likelihood === undefined ? {} : { likelihood: facts.likelihood }),
  }
}

const figure = (cells: readonly (readonly [number, number | null])[] | undefined, cell: number | null): number | null =>
  cells?.find(([warehouse]) => warehouse === cell)?.[1] ?? null

function nameOf({ kind, quantity, recordKind }: QuestionFacts['change'], key: string): string {
  const pieces = String(Math.abs(quantity ?? 0))
  switch (kind) {
    case 'stock-delta':
      return (quantity ?? 0) < 0 ? `taking out ${pieces} of ${key}` : `putting in ${pieces} of ${key}`
    case 'transfer':
      return `moving ${pieces} of ${key}`
    case 'stock-set':
      return `setting ${key} to ${pieces}`
    case 'create':
      return `creating the ${recordKind} ${key}`
    case 'set-field':
      return `editing the ${recordKind} ${key}`
    case 'rename':
      return `renaming the ${recordKind} ${key}`
    case 'delete':
      return `deleting the ${recordKind} ${key}`
    default:
      return unreachable(kind)
  }
}

function sentence({ reason, change: { kind }, attempt, anew }: QuestionFacts, what: string): string {
  const sent = attempt !== undefined
  switch (reason) {
    case 'lostAnswer':
      return `The answer to ${what} was lost: did it happen?`
    case 'fieldConflict':
      return `While ${what} was waiting, somebody else changed the same thing: whose version is right?`
    case 'deletedRemotely':
      if (kind === 'create')
        return `${capital(what)} is not possible as it was wanted: the warehouse of its first stock was deleted at the remote.`
      return `${capital(what)} is not possible any more: it was deleted at the remote.`
    case 'changedRemotely':
      if (sent && movesStock(kind))
        return `The answer to ${what} was lost, and the record was deleted and made anew since: should it be done on the new one?`
      if (anew === true)
        return `Since ${what} was decided, somebody else deleted the record and made it anew: should it be done on the new one?`
      return `While ${what} was waiting, somebody else changed it: should it still be done?`
    case 'keyTaken':
      return `${capital(what)} met one that exists already: keep theirs, or put in your details?`
    case 'stockMoved':
      return `The stock moved since it was decided, so ${what} would overwrite somebody’s movement: should it still be done?`
    case 'refused':
      return `The remote refused ${what}.`
    case 'restored':
      return `${capital(what)} may have been sent before this data was restored: did it happen?${sent ? '' : ' Nothing here can tell.'}`
    case 'halfApplied':
      return `Of ${what}, one side shows and the other does not: what happened?`
    case 'lateLanding':
      return `A movement may have arrived twice: ${what} would put it right.`
    case 'inferred':
      return `${capital(what)} was judged by the word that nobody else writes there, which was wrong: did it happen?`
    case 'firstStock':
      return `${capital(what)} was to be the first stock of a record that existed already: should it still be added?`
    default:
      return unreachable(reason)
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A bundle's parts that both sides changed, one by one; what only one side changed is no question (rule 14). */
export const partByPart = (fields: readonly Question['fields'][number][]): Question['fields'] =>
  fields.flatMap(partsAsked)

function partsAsked(field: Question['fields'][number]): Question['fields'] {
  const [base, mine, theirs] = [field.base, field.mine, field.theirs].map(partsOf)
  if (field.field !== 'components' || !base || !mine || !theirs) return [field]
  const parts = [...new Set([...base.keys(), ...mine.keys(), ...theirs.keys()])].flatMap((sku) => {
    const [was, wanted, told] = [base, mine, theirs].map((parts) => parts.get(sku) ?? null)
    const disputed = wanted !== was && told !== was && wanted !== told
    return disputed ? [{ field: `${partField}${sku}`, base: was, mine: wanted, theirs: told }] : []
  })
  return parts.length === 0 ? [field] : parts
}

/** How a single part of a bundle is named among the fields of a question. */
export const partField = 'components:'

const partsOf = (value: unknown): Map<string, number> | null => {
  const parsed = components.safeParse(value)
  return parsed.success ? new Map(parsed.data.map((part) => [part.sku, part.quantity])) : null
}

const components = z.array(z.object({ sku: z.string(), quantity: z.number() }))

function answersTo(reason: Reason, kind: Change['kind'], sent: boolean): Answer[] {
  const counts = kind === 'stock-delta' || kind === 'stock-set'
  switch (reason) {
    case 'lostAnswer':
    case 'restored':
    case 'inferred':
      return counts ? ['applied', 'resend', 'count'] : ['applied', 'resend', 'discard']
    case 'halfApplied':
      return ['compensate', 'applied', 'resend', 'discard']
    case 'lateLanding':
      return counts ? ['compensate', 'discard', 'count'] : ['compensate', 'discard']
    case 'firstStock':
      return ['resend', 'discard', 'count']
    case 'refused':
      return ['retry', 'discard']
    case 'stockMoved':
      return ['mine', 'theirs', 'count']
    case 'deletedRemotely':
      // What may have been carried out before it went is not to be done once more on one that is made anew.
      return kind === 'delete' || (sent && (movesStock(kind) || kind === 'stock-set')) ? ['theirs'] : ['mine', 'theirs']
    case 'changedRemotely':
      return movesStock(kind) ? ['resend', 'discard'] : ['mine', 'theirs']
    case 'fieldConflict':
    case 'keyTaken':
      return ['mine', 'theirs']
    default:
      return unreachable(reason)
  }
}
