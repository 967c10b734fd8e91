import type { QueueRow } from '../../../shared/contract/queue.ts'
import { isQuestion } from '../../../shared/domain/change.ts'
import { useQueryOf } from '../../data/query.ts'
import type { View } from './sync-store.ts'

export interface FocusedChange {
  /** Everything that wants a person, narrowed to the chosen state, in the order of the list. */
  readonly questions: readonly QueueRow[]
  /** Questions beyond the longest list there is. */
  readonly unlisted: number
  /** The change that is looked at: the one of the route, otherwise the first question. */
  readonly row: QueueRow | null
}

const most = 1000

export function useFocusedChange(arg: string | null, view: View): FocusedChange {
  const listed = useQueryOf('queue.list', { state: 'questions', limit: most }).data
  const all = listed?.rows ?? []
  const changeID = arg !== null && /^\d+$/.test(arg) ? Number(arg) : null
  const asked = all.find((row) => row.changeID === changeID)
  const named = useQueryOf(
    'queue.list',
    { changeID: changeID ?? 1, limit: 1 },
    { enabled: changeID !== null && asked === undefined },
  ).data?.rows.find((row) => row.changeID === changeID)
  const narrowed = isQuestionView(view) ? all.filter((row) => row.state === view) : all
  const questions = asked !== undefined && !narrowed.includes(asked) ? all : narrowed
  const first = view === 'auto' || view === 'questions' || isQuestionView(view) ? questions[0] : undefined
  return { questions, unlisted: (listed?.total ?? 0) - all.length, row: asked ?? named ?? first ?? null }
}

const isQuestionView = (view: View): boolean =>
  view !== 'auto' && view !== 'open' && view !== 'questions' && view !== 'all' && isQuestion(view)
