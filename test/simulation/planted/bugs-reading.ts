import { bug, type PlantedBug } from './bug.ts'

const pull = 'main/core/sync/pull.ts'
const apply = 'main/core/sync/apply.ts'
const deletions = 'main/core/sync/deletions.ts'
const line = 'main/core/sync/line.ts'
const scheduler = 'main/core/sync/scheduler.ts'
const busyLoop = { file: scheduler, find: 'const pollMs = 30_000', replace: 'const pollMs = 300' }

/** Reading, deletions, the limit on requests and the times of cycles. */
export const readingBugs: readonly PlantedBug[] = [
  {
    name: 'cursor-past-the-second',
    bugClass: 15,
    wrong: 'The next read starts behind the newest stamp, and what is stamped with the same second later is missed.',
    edits: [
      {
        file: 'main/core/sync/watermark.ts',
        find: 'return Math.max(0, watermark - Math.max(usualOverlap, learnt.skew, 2 * (learnt.tick ?? 1000)))',
        replace: 'return watermark + 1000',
      },
    ],
  },
  bug(
    'cursor-from-the-local-clock',
    26,
    'The cursor follows the clock of this PC.',
    pull,
    "const to = next.kind === 'startOver' ? undefined : next.to",
    'const to = context.ports.clock.now() + 120_000',
  ),
  bug(
    'cursor-moved-by-a-failed-read',
    15,
    'A read that failed moves the cursor all the same.',
    pull,
    'if (!read.ok) return read\n  const { summary, changed, startedAt } = read.value',
    `if (!read.ok) {
    const watermark = memory.state.watermarks[kind]
    if (watermark !== undefined) memory.change({ watermarks: { ...memory.state.watermarks, [kind]: watermark + 300_000 } })
    return read
  }
  const { summary, changed, startedAt } = read.value`,
  ),
  {
    name: 'cursor-stays-in-the-future',
    bugClass: 26,
    wrong: 'A cursor from a remote whose clock was turned back stays where it is.',
    edits: [
      {
        file: 'main/core/sync/watermark.ts',
        find: 'if (watermark !== undefined && serverDate !== null && watermark > serverDate + learnt.skew + clockTolerance)',
        replace: 'if (watermark === Number.NaN)',
      },
    ],
  },
  bug(
    'base-moves-backwards',
    10,
    'An answer older than what is known replaces it.',
    apply,
    'if (!recreated && isOlder(base, known) && !mayGoBack(context, applying, known.uid)) return false',
    '',
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
    'if (!mirror.sameBase(known, saidBase(record, known, null))) return true',
    'if (known.uid > 0) return true',
  ),
  {
    name: 'busy-loop',
    bugClass: 16,
    wrong: 'Cycles follow one another at once although there is nothing to do.',
    edits: [busyLoop],
  },
  {
    name: 'limiter-forgets-over-a-restart',
    bugClass: 8,
    wrong: 'A busy loop meets a limit that starts from nothing after every restart.',
    edits: [
      busyLoop,
      {
        file: line,
        find: 'readRequestTimes(parts.store.reader, parts.connection).map(',
        replace: 'readRequestTimes(parts.store.reader, parts.connection).slice(0, 0).map(',
      },
    ],
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
    'gone-on-one-witness',
    13,
    'A record that one listing lacks is taken for deleted.',
    deletions,
    'return ok(value === null || (own !== null',
    'return ok(true || value === null || (own !== null',
  ),
  bug(
    'cut-listing-believed',
    13,
    'What a listing that was cut short does not show is taken for deleted.',
    deletions,
    'index < pointReads ? await witnessByRead(context, kind, record) : ok(witnessBySweep(context, record))',
    'ok(true)',
  ),
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
    'if (!witness.value) continue',
    'if (witness.ok) continue',
  ),
  {
    name: 'absence-deletes-at-the-remote',
    bugClass: 13,
    wrong: 'A record that comes back after it was gone here is deleted at the remote.',
    edits: [
      {
        file: apply,
        find: 'const gone = mirror.knownAsGone(writer, context.connection, record.kind, record.key)',
        replace: `const gone = mirror.knownAsGone(writer, context.connection, record.kind, record.key)
  if (gone !== undefined) {
    mirror.keepConfirmed(writer, record.kind, gone, base, cells ?? new Map())
    writer.exec("INSERT INTO changes (connection, uid, record_kind, kind, state, payload, base_seen, depends_on, group_id, at, state_at) VALUES (?, ?, ?, 'delete', 'ready', '{}', '{}', '[]', 'absence', 1, 1)", context.connection, gone, record.kind)
    mirror.keepConfirmed(writer, record.kind, gone, base, cells ?? new Map())
    applying.met?.add(gone)
    return true
  }`,
      },
    ],
  },
  bug(
    'stops-after-a-failure',
    19,
    'After a failed cycle there is no other.',
    scheduler,
    '? now + backoff(this.#failures, random.next())',
    '? Number.MAX_SAFE_INTEGER',
  ),
]
