import type { answers } from '../../../shared/contract/queue.ts'

/** An answer of a person, as it is given and as it is carried out. */
export type Answer = (typeof answers)[number]

export interface Decision {
  readonly answer: Answer
  /** With `count`: the pieces on the shelf now. */
  readonly quantity?: number | undefined
  /** For a field conflict: whose value, field by field; what is missing follows `answer`. */
  readonly fields?: Readonly<Record<string, 'mine' | 'theirs'>> | undefined
  readonly at: number
  /** The gesture that changes made by this answer belong to. */
  readonly groupID: string
  readonly person?: string | null
}

/** As people give it: one answer for all, or each its own suggestion. */
export type Given = Omit<Decision, 'answer'> & { readonly answer: Answer | 'suggested' }

export interface Decided {
  readonly decided: readonly number[]
  /** New changes that the answer made. */
  readonly changeIDs: readonly number[]
  /** What takes the answer back. */
  readonly decisionID: number
}
