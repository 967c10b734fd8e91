import { answers, type Sending } from '../../../shared/contract/queue.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import { z } from 'zod'
import { attemptsWith, type Attempt } from './attempts.ts'
import type { Change } from './changes.ts'
import type { Reader } from './database.ts'
import { decisionAbout, isUntouched } from './decisions.ts'

/** Everything that is known of how one change fared: its sendings with what was read and found, and a person's answer. */
export function readStory(reader: Reader, change: Change): Output<'queue.story'> {
  const sendings = attemptsWith(reader, change.uid, change.id).map((attempt) => toSending(attempt, change.warehouse))
  const decision = decisionAbout(reader, change.id)
  if (decision === undefined) return { sendings, decision: null }
  const { id, at, person, takenBack } = decision
  return {
    sendings,
    decision: {
      decisionID: id,
      answer: z.enum(answers).parse(decision.answer),
      at,
      person,
      takenBack,
      mayTakeBack: !takenBack && isUntouched(reader, decision),
    },
  }
}

function toSending({ sentAt, outcome, preImage, evidence, verdict }: Attempt, warehouse: number | null): Sending {
  const figure = (cells: (typeof preImage)['cells']): number | null =>
    cells.find(([cell]) => cell === warehouse)?.[1] ?? null
  return {
    sentAt,
    outcome,
    before: figure(preImage.cells),
    reads: evidence.map((read) => ({
      at: read.at,
      quantity: read.found ? figure(read.cells) : null,
      updatedAt: read.updatedAt,
    })),
    verdict: verdict && {
      verdict: verdict.verdict,
      because: verdict.because,
      at: verdict.at,
      stamp: verdict.facts['stamp'] ?? null,
      sentAfter: verdict.facts['sentAfter'] ?? null,
      guard: verdict.facts['guard'] ?? null,
      rows: verdict.facts['rows'] ?? null,
    },
  }
}
