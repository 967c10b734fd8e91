import { bug, type PlantedBug } from './bug.ts'

const pull = 'main/core/sync/pull.ts'
const apply = 'main/core/sync/apply.ts'
const deletions = 'main/core/sync/deletions.ts'
const line = 'main/core/sync/line.ts'
const scheduler = 'main/core/sync/scheduler.ts'
const busyLoop = { file: scheduler, find: 'const usualPollMs = 30_000', replace: 'const usualPollMs = 300' }

/** Reading, deletions, the limit on requests and the times of cycles. */
export const readingBugs: readonly PlantedBug[] = [
  bug(
    'cursor-ahead-of-what-was-seen',
    15,
    'The next read starts half a minute after the newest stamp that was seen.',
    'main/core/sync/watermark.ts',
    'return Math.max(0, watermark - Math.max(usualOverlap, learnt.skew, 2 * (learnt.tick ?? 1000)))',
    'return watermark + 30_000',
  ),
  bug(
    'cursor-from-the-local-clock',
    26,
    'The cursor follows the clock of this PC.',
    pull,
    "const to = next.kind === 'startOver' ? undefined : next.to",
    'const to = context.ports.clock.now() + 120_000',
  ),
  bug(
    'base-never-follows',
    17,
    'Stock that moved without a new stamp of its record is never taken over.',
    apply,
    'return cells === undefined || (cells !== null && !mirror.sameCells(mirror.knownCells(reader, known.uid), cells))',
    'return cells === undefined',
  ),
  bug(
    'pull-overwrites-the-view',
    10,
    'A read replaces what a user changed and has not sent.',
    'main/core/store/mirror.ts',
    'if (open === undefined || open.count > 0) {',
    'if (open === undefined) {',
  ),
  bug(
    'nothing-new-is-written',
    16,
    'Rows that say nothing new are written all the same.',
    apply,
    'if (!mirror.sameBase(known, base)) return true',
    'if (known.uid > 0) return true',
  ),
  {
    name: 'busy-loop',
    bugClass: 16,
    wrong: 'Cycles follow one another at once although there is nothing to do.',
    edits: [busyLoop],
  },
  {
    name: 'limiter-looks-at-six-seconds',
    bugClass: 8,
    wrong: 'A busy loop meets a limit that looks at six seconds instead of sixty.',
    edits: [
      busyLoop,
      {
        file: 'main/core/sync/limiter.ts',
        find: 'export const windowMs = 60_000',
        replace: 'export const windowMs = 6_000',
      },
    ],
  },
  {
    name: 'limiter-on-the-local-clock',
    bugClass: 8,
    wrong: 'A busy loop meets a limit that trusts the clock of this PC.',
    edits: [
      busyLoop,
      {
        file: line,
        find: 'const now = this.#clock.monotonic()\n    this.requests += 1',
        replace: 'const now = this.#clock.now()\n    this.requests += 1',
      },
      {
        file: line,
        find: 'const now = this.#clock.monotonic()\n      const wait',
        replace: 'const now = this.#clock.now()\n      const wait',
      },
      { file: line, find: 'monotonic - Math.max(0, now - at)', replace: 'at' },
    ],
  },
  bug(
    'dirty-record-removed',
    13,
    'What is queued for a record goes with it when it disappears at the remote.',
    deletions,
    'rebaseRecord(context, writer, uid, { before: record.base, after: null, stockMoved: false })',
    "writer.exec(\"UPDATE changes SET state = 'superseded' WHERE uid = ? AND state IN ('ready', 'blocked')\", uid)",
  ),
  bug(
    'deleted-stays-for-ever',
    14,
    'A record that the remote deleted stays here.',
    deletions,
    "if (witness.value !== 'gone') continue",
    'if (witness.ok) continue',
  ),
  bug(
    'stops-after-a-failure',
    19,
    'After a failed cycle there is no other.',
    scheduler,
    '? now + backoff(this.#failures, random.next())',
    '? Number.MAX_SAFE_INTEGER',
  ),
]
