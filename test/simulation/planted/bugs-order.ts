import { bug, type PlantedBug } from './bug.ts'

/** What comes before what, what takes whose place, and answers to questions that have grown old. */
export const orderBugs: readonly PlantedBug[] = [
  bug(
    'a-count-swallows-a-later-receipt',
    25,
    'A receipt passes a count that waits, and the count then sets the figure without it.',
    'main/core/sync/own-moves.ts',
    '...(counted === 0\n',
    '...(counted === counted\n',
  ),
  bug(
    'a-count-forgets-while-it-is-given-up',
    25,
    'A count whose answer is taken back is posted without what was received meanwhile.',
    'main/core/sync/own-moves.ts',
    'if (missed !== 0) shift(',
    'if (missed === Infinity) shift(',
  ),
  bug(
    'superseded-before-it-happened',
    25,
    'What a later change replaces is given up before that one has had effect, and is lost when it is refused.',
    'main/core/sync/plan.ts',
    'if (by === undefined) gone.push(one)',
    'if (by === undefined || one.id > 0) gone.push(one)',
  ),
  bug(
    'old-questions-stay-as-they-were',
    10,
    'A question is answered as it was asked, whatever others have done to the record since.',
    'main/core/sync/rebase-record.ts',
    "['ready', 'blocked', 'conflict', 'rejected']",
    "['ready', 'blocked']",
  ),
  bug(
    'sent-again-without-a-look',
    10,
    'An edit that a person sends again overwrites what others wrote meanwhile.',
    'main/core/sync/decide.ts',
    "      compareAsOfNow(writer, [{ ...change, state: 'ready' }], at)\n",
    '',
  ),
  bug(
    'the-warehouse-goes-first',
    6,
    'A warehouse is deleted before the goods are carried out of it.',
    'main/core/sync/needs.ts',
    'if (deletes.length === 0) return new Map()',
    'if (deletes.length >= 0) return new Map()',
  ),
  bug(
    'mine-makes-anew-untold',
    14,
    'An answer makes a record anew although nobody was told that it is gone.',
    'main/core/sync/decide-conflict.ts',
    "if (gone.length > 0 && change.question?.reason !== 'deletedRemotely') {",
    'if (gone.length > 1000) {',
  ),
]
