import { useState } from 'react'
import type { QueueRow } from '../../../shared/contract/queue.ts'
import { useQueryOf } from '../../data/query.ts'
import { alikeTo, chosenAlike, groupOf, type QuestionGroup } from './question-group.ts'

type Shown = 'one' | 'group' | 'alike'

/** What one answer is about: this question, those of the same cause, or several of the same kind that are chosen. */
export interface Scope {
  readonly shown: Shown
  readonly choices: readonly { readonly value: Shown; readonly count: number }[]
  /** What an answer names; null: this one question, or nothing is chosen. */
  readonly group: QuestionGroup | null
  readonly alike: readonly QueueRow[]
  readonly leftOut: ReadonlySet<number>
  show(this: void, value: string): void
  toggle(this: void, changeID: number): void
}

export function useScope(row: QueueRow, questions: readonly QueueRow[], unlisted: number): Scope {
  const group = groupOf(row, questions, useRestored(row, unlisted))
  const alike = alikeTo(row, questions)
  const more = alike.length > (group?.size ?? 1)
  const [wanted, show] = useState<Shown>('group')
  const [leftOut, leave] = useState<ReadonlySet<number>>(new Set())
  const choices = [
    { value: 'one', count: 1 },
    ...(group === null ? [] : [{ value: 'group', count: group.size } as const]),
    ...(more ? [{ value: 'alike', count: alike.length } as const] : []),
  ] as const
  const shown = choices.some(({ value }) => value === wanted) ? wanted : 'one'
  const chosen = alike.filter(({ changeID }) => !leftOut.has(changeID))
  const groups = { one: null, group, alike: chosenAlike(chosen) }
  return {
    shown,
    choices,
    group: groups[shown],
    alike,
    leftOut,
    show: (value) => show(choices.find((choice) => choice.value === value)?.value ?? 'one'),
    toggle: (changeID) => leave(toggled(leftOut, changeID)),
  }
}

/** How many are asked since the restore that this one is about; counted only where the list can't tell. */
function useRestored({ question, sentWith }: QueueRow, unlisted: number): number {
  const enabled = unlisted > 0 && question?.reason === 'restored' && sentWith !== undefined
  const selection = { state: 'questions', reason: 'restored', sentWith, limit: 1 } as const
  return useQueryOf('queue.list', selection, { enabled }).data?.total ?? 0
}

function toggled(set: ReadonlySet<number>, changeID: number): ReadonlySet<number> {
  const next = new Set(set)
  if (!next.delete(changeID)) next.add(changeID)
  return next
}
