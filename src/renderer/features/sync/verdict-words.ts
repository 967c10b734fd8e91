import type { Sending } from '../../../shared/contract/queue.ts'

/** Which sentence tells a verdict: by what it rests on, and where that led to different things, by what it was. */
export function verdictKey({ verdict, because }: NonNullable<Sending['verdict']>) {
  if (because === 'sole') return verdict === 'applied' ? 'soleApplied' : 'soleResend'
  if (because !== 'goal') return because
  if (verdict === 'conflict') return 'goalConflict'
  return verdict === 'applied' ? 'goalApplied' : 'goalResend'
}

const outcomes = [
  'acknowledged',
  'notSent',
  'rateLimited',
  'unauthorized',
  'refused',
  'tooLarge',
  'redirected',
  'uncertain',
] as const

/** What the line said of a sending; `open` until it said anything. */
export const outcomeKey = ({ outcome }: Sending): (typeof outcomes)[number] | 'open' =>
  outcomes.find((known) => known === outcome) ?? 'open'
