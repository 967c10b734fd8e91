import { bug, type PlantedBug } from './bug.ts'

const judge = 'main/core/sync/judge.ts'

/** Wrong verdicts about requests whose answers are lost. */
export const judgingBugs: readonly PlantedBug[] = [
  bug(
    'resend-without-certificate',
    1,
    'A lost movement is sent again as soon as the remote has finished with it, whatever its stamp says.',
    judge,
    'seen.updatedAt === before.updatedAt &&\n    seen.updatedAt < before.serverDate - guardOf(learnt)',
    'seen.updatedAt >= before.updatedAt',
  ),
  bug(
    'looks-right-is-right',
    1,
    'A figure that moved by what was sent is taken for proof that it was our own doing.',
    judge,
    "if (shows(lost, 'deltas')) return sole ?",
    "if (shows(lost, 'deltas')) return true ?",
  ),
  bug(
    'certificate-without-moving-stamps',
    1,
    'A certificate is given although stamps may not move when stock does.',
    judge,
    "bumpOf(learnt) === 'yes' &&",
    '',
  ),
  {
    name: 'certificate-ignores-guard',
    bugClass: 1,
    wrong: 'A certificate compares stamps of the very moment of the send, without the guard for skew and tick.',
    edits: [
      {
        file: judge,
        find: 'seen.updatedAt === before.updatedAt &&\n    seen.updatedAt < before.serverDate - guardOf(learnt)',
        replace: 'seen.updatedAt <= before.serverDate + guardOf(learnt)',
      },
    ],
  },
  bug(
    'judged-before-settled',
    1,
    'A lost request is judged while it may still land.',
    'main/core/sync/lost.ts',
    'return now >= watch.since + (watch.complete ? Math.min(replicaMs, settle) : settle)',
    'return now >= watch.since + Math.min(replicaMs, settle)',
  ),
  bug(
    'restart-settles',
    1,
    'After a restart a lost request counts as settled at once.',
    'main/core/sync/lost.ts',
    'const complete = records.every(({ attempt }) => isComplete(attempt.details))',
    'const complete = true',
  ),
  bug(
    'joint-evidence-of-one',
    1,
    'One row that looks carried out is joint evidence.',
    'main/core/sync/joint.ts',
    'const enough = 3',
    'const enough = 1',
  ),
  bug(
    'refused-together-by-one',
    1,
    'An array that was refused counts as not carried out at all, whatever its rows show.',
    'main/core/sync/verify.ts',
    'one.sent.deltas.length > 0) && jointlyUntouched(cases)',
    'one.sent.deltas.length > 0)',
  ),
]
