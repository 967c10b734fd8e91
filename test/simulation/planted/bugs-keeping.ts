import { bug, type PlantedBug } from './bug.ts'

const boot = 'main/core/store/boot.ts'
const cycle = 'main/core/sync/cycle.ts'

/** What a start makes of what a crash left, and how things are kept. */
export const keepingBugs: readonly PlantedBug[] = [
  bug(
    'in-flight-ready-at-boot',
    1,
    'What was on its way when the app died is simply sent again.',
    boot,
    "moveChange(writer, id, 'unknown', 'engine', { at })\n  }\n  for",
    "moveChange(writer, id, 'ready', 'engine', { at })\n  }\n  for",
  ),
  {
    name: 'in-flight-for-ever',
    bugClass: 4,
    wrong: 'What was on its way when the app died stays so for ever.',
    edits: [
      {
        file: boot,
        find: ".where('state', '=', 'inflight')",
        replace: ".where('state', '=', 'inflight').where('id', '=', 0)",
      },
      { file: cycle, find: 'if (ids.length === 0) return', replace: 'if (ids.length >= 0) return' },
    ],
  },
  {
    name: 'lease-left-behind',
    bugClass: 20,
    wrong: 'A mark in the database keeps others from sending during a cycle, and a crash leaves it there.',
    edits: [
      {
        file: cycle,
        find: 'releaseAbandoned(context)\n',
        replace: `releaseAbandoned(context)
  if (context.store.reader.row("SELECT 1 FROM meta WHERE key = 'lease'")) return err(failureError({ kind: 'notSent', cause: 'network', text: '' }))
  context.store.write((writer) => writer.exec("INSERT INTO meta (key, value) VALUES ('lease', '1')"))
  const release = () => context.store.write((writer) => writer.exec("DELETE FROM meta WHERE key = 'lease'"))
`,
      },
      {
        file: cycle,
        find: 'if (!pulled.ok) return err(',
        replace: 'if (!pulled.ok || pulled.ok) release()\n  if (!pulled.ok) return err(',
      },
    ],
  },
  {
    name: 'journal-ignored-at-boot',
    bugClass: 1,
    wrong: 'At a start nobody reads in the journal what the database has forgotten.',
    edits: [
      {
        file: boot,
        find: 'if (attemptsOf(writer, entry.requestID).length > 0) continue',
        replace: 'if (entry.requestID !== null) continue',
      },
    ],
    seenIn: 'copies',
  },
  {
    name: 'settled-is-forgotten-at-once',
    bugClass: 1,
    wrong: 'The journal forgets a request with its answer, before a checkpoint has covered it.',
    edits: [
      {
        file: 'main/core/store/send-journal.ts',
        find: 'remembered: () => [...settled.values(), ...open.values()]',
        replace: 'remembered: () => [...open.values()]',
      },
    ],
    seenIn: 'copies',
  },
  {
    name: 'old-copy-sends',
    bugClass: 1,
    wrong: 'A database that was put back from an older copy sends what it thinks is unsent.',
    edits: [
      {
        file: boot,
        find: 'return found.generation > generation || found.attempts > attemptsEver(reader) ?',
        replace: 'return found.generation < 0 ?',
      },
    ],
    seenIn: 'copies',
  },
  bug(
    'key-in-the-log',
    null,
    'What the remote says when something fails is kept together with the key.',
    'main/remotes/hako-v1/remote.ts',
    'return transport.exchange(request, (answer) => receiveAcknowledgement(answer, batch, conceal))',
    `const result = await transport.exchange(request, (answer) => receiveAcknowledgement(answer, batch, conceal))
      return result.ok ? result : err({ ...result.error, text: result.error.text + apiKey })`,
  ),
  {
    name: 'answered-before-the-commit',
    bugClass: 4,
    wrong: 'A command is answered first, and what it wrote is committed a moment later with what came meanwhile.',
    edits: [
      {
        file: 'main/core/store/database.ts',
        find: 'const result = this.#transaction.immediate(work) as T // safe: it answers what `work` does',
        replace: `if (!this.#sqlite.inTransaction) {
      const open = this.#sqlite
      open.exec('BEGIN IMMEDIATE')
      setTimeout(() => open.inTransaction && open.exec('COMMIT'), 200)
    }
    this.#writing = true
    const result = work(this)
    this.#writing = false`,
      },
    ],
    seenIn: 'kills',
  },
]
