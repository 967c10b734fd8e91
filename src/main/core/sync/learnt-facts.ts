import type { LearntFact } from '../../../shared/contract/connections.ts'
import type { SyncState } from '../store/sync-state.ts'
import { bumpOf, verdictOf } from './capabilities.ts'

/** What was learnt about an account, as a person reads it (sync.md §1). Pure. `batchSize`: as the connection is set. */
export function learntFacts({ learnt, listings, batchSize: halved }: SyncState, batchSize: number): LearntFact[] {
  const { bump, id, atomic, firstFigure, date, filters, tick, errors } = learnt
  const seen = Object.values(listings)
  const caps = seen.flatMap(({ cap }) => cap ?? [])
  const proved = seen.filter((listing) => listing.proved > 0).length
  const shape = (['nested', 'flat', 'text'] as const).toSorted((a, b) => errors[b] - errors[a])[0] ?? 'nested'
  const refusals = errors.nested + errors.flat + errors.text
  return [
    { ...fact('stockMovesStamp', bump), verdict: bumpOf(learnt) },
    fact('idSurvivesRename', id),
    fact('wholeArrays', atomic),
    fact('firstFigure', firstFigure),
    fact('datedAnswers', date),
    fact('filtersKept', filters),
    fact('wholeLists', { yes: proved, no: caps.length }, caps.length > 0 ? Math.min(...caps) : null),
    fact('fullBatches', { yes: 0, no: halved === null ? 0 : 1 }, Math.min(halved ?? batchSize, batchSize)),
    fact('stampStep', { yes: tick === null ? 0 : 1, no: 0 }, tick),
    fact('errorShape', { yes: refusals, no: 0 }, refusals > 0 ? shape : null),
  ]
}

function fact(
  name: LearntFact['name'],
  { yes, no }: { readonly yes: number; readonly no: number },
  value: LearntFact['value'] = null,
): LearntFact {
  return { name, verdict: verdictOf({ yes, no }), yes, no, value }
}
