/** Places where a real process can be made to end, each put into the source while it is bundled. */
import type { Edit } from '../planted/edits.ts'

export interface KillPoint {
  readonly name: string
  readonly edit: Edit
}

const call = (name: string): string => `globalThis.hakomoriTestPoint?.('${name}')`

/** The process ends right before `find` is carried out. */
const before = (name: string, file: string, find: string): KillPoint => ({
  name,
  edit: { file, find, replace: `${call(name)}\n${find}` },
})

/** The process ends right after `find`, which is a whole statement, was carried out. */
const after = (name: string, file: string, find: string): KillPoint => ({
  name,
  edit: { file, find, replace: `${find}\n${call(name)}\n` },
})

const send = 'main/core/sync/send.ts'
const store = 'main/core/store'
const pulled = 'memory.readAt.set(kind, startedAt)'

export const killPoints: readonly KillPoint[] = [
  before('before the journal', send, 'context.store.journal.append({ requestID, changeIDs, bodyHash, at })'),
  before('in the journal', `${store}/send-journal.ts`, 'fsyncSync(file)'),
  {
    name: 'before in-flight is committed',
    edit: {
      file: send,
      find: 'writeAhead(context, writer, { requestID, bodyHash, at, planned, rows })',
      replace: `writeAhead(context, writer, { requestID, bodyHash, at, planned, rows }); ${call('before in-flight is committed')}`,
    },
  },
  before('before the bytes leave', send, 'const result = await context.line.send(batch)'),
  {
    name: 'after the bytes left',
    edit: {
      file: 'main/remotes/http/transport.ts',
      find: 'course.noteSent()',
      replace: `course.noteSent()
        if (options.method !== 'GET') setImmediate(() => ${call('after the bytes left')})`,
    },
  },
  after('after the answer', send, 'const result = await context.line.send(batch)'),
  before(
    'inside the answer',
    'main/core/sync/acknowledge.ts',
    'logAnswer(context, writer, rows, missing, matcher.strangers(rows))',
  ),
  before('after the answer is kept', send, 'if (missing > 0) watch(context, requestID, true)'),
  before('before the journal’s tail', `${store}/send-journal.ts`, 'write({ settled: requestID })'),
  after('after the journal’s tail', `${store}/send-journal.ts`, 'write({ settled: requestID })'),
  after('between rows and cursor', 'main/core/sync/pull.ts', pulled),
  {
    name: 'before a commit',
    edit: {
      file: `${store}/database.ts`,
      find: 'return work(this)',
      replace: `const done = work(this); ${call('before a commit')}; return done`,
    },
  },
  before('after a commit', `${store}/database.ts`, 'const topics = this.#touched'),
  after('in a backup', `${store}/backups.ts`, 'onProgress(totalPages - remainingPages, totalPages)'),
  before('before a backup gets its name', `${store}/backups.ts`, 'renameSync(temporary, join(folder, name))'),
  after('in a migration', `${store}/migrate.ts`, 'migration.up((sql) => sqlite.exec(sql))'),
  before('before a checkpoint', `${store}/keeper.ts`, "const [result] = sqlite.pragma('wal_checkpoint(TRUNCATE)')"),
  before('after a checkpoint', `${store}/keeper.ts`, 'if (result?.busy === 0) journal.cover('),
  before('in the journal’s exchange', `${store}/send-journal.ts`, 'renameSync(temporary, path)'),
  before('at a start', `${store}/keeper.ts`, 'journal.settleAll()\n  checkpoint(open)'),
]
