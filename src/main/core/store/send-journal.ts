import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import type { JournalEntry, SendJournal } from '../ports.ts'

/**
 * `send.journal` (sync.md §7.8), format 2: checksummed lines of JSON. The first is the head; then one line per request,
 * on disk before the database says `inflight`, and one when the request is settled, or was not sent after all. A settled
 * request stays until a checkpoint covers it: a torn write-ahead log can lose the sending and its answer together, and
 * only this file knows.
 */
const entrySchema = z.object({
  requestID: z.string(),
  changeIDs: z.array(z.number()),
  bodyHash: z.string(),
  at: z.number(),
})
const settledSchema = z.object({ settled: z.string() })
const withdrawnSchema = z.object({ withdrawn: z.string() })
const headSchema = z.object({
  journal: z.literal(2),
  /** How often the database was opened, and how many attempts it ever had, when it was last safely on disk. */
  generation: z.number().int(),
  attempts: z.number().int(),
})

/** A database that has less than this was put back from an older copy. */
export type JournalHead = Omit<z.infer<typeof headSchema>, 'journal'>

export interface OpenedJournal extends SendJournal {
  /** What the file said when it was opened. */
  readonly found: JournalHead | 'nothing' | 'damaged'
  /** Every request that no checkpoint covers yet, settled ones too, oldest first. */
  remembered(): readonly JournalEntry[]
  bytes(): number
  /** To be called after a checkpoint that left nothing in the write-ahead log: drops what is settled. */
  cover(head: JournalHead): void
  /** Takes all requests for settled: the database knows of them now. */
  settleAll(): void
  close(): void
}

export function openSendJournal(path: string): OpenedJournal {
  const read = readJournal(path)
  const { open, settled } = read
  let head: JournalHead | null = typeof read.found === 'string' ? null : read.found
  let file = openSync(path, 'a')
  // A torn last line must not swallow the next one.
  let torn = statSync(path).size > 0

  const write = (value: unknown): void => {
    const text = torn ? `\n${line(value)}` : line(value)
    torn = true
    writeSync(file, text)
    torn = false
  }
  const rewrite = (): void => {
    const temporary = `${path}.tmp`
    const copy = openSync(temporary, 'w')
    const values = [...(head === null ? [] : [{ journal: 2, ...head }]), ...open.values()]
    writeFileSync(copy, values.map(line).join(''))
    fsyncSync(copy)
    closeSync(copy)
    closeSync(file)
    renameSync(temporary, path)
    file = openSync(path, 'a')
  }

  return {
    found: read.found,
    append(entry) {
      write(entry)
      fsyncSync(file)
      open.set(entry.requestID, entry)
    },
    entries: () => [...open.values()],
    remembered: () => [...settled.values(), ...open.values()].sort((a, b) => (a.requestID < b.requestID ? -1 : 1)),
    bytes: () => statSync(path).size,
    settle(requestID) {
      const entry = open.get(requestID)
      if (entry === undefined) return
      open.delete(requestID)
      settled.set(requestID, entry)
      write({ settled: requestID })
    },
    withdraw(requestID) {
      open.delete(requestID)
      asFarAsPossible(() => write({ withdrawn: requestID }))
    },
    settleAll() {
      for (const [requestID, entry] of open) settled.set(requestID, entry)
      open.clear()
    },
    cover(next) {
      if (settled.size === 0 && head?.generation === next.generation && head.attempts === next.attempts) return
      head = next
      settled.clear()
      rewrite()
    },
    close() {
      closeSync(file)
    },
  }
}

function asFarAsPossible(run: () => void): void {
  try {
    run()
  } catch {
    // The disk that refused the rest refuses this, too: then it is asked about at the next start.
  }
}

function line(value: unknown): string {
  const text = JSON.stringify(value)
  return `${crc32(text).toString(16).padStart(8, '0')} ${text}\n`
}

interface Read {
  readonly found: OpenedJournal['found']
  readonly open: Map<string, JournalEntry>
  readonly settled: Map<string, JournalEntry>
}

function readJournal(path: string): Read {
  const open = new Map<string, JournalEntry>()
  const settled = new Map<string, JournalEntry>()
  if (!existsSync(path)) return { found: 'nothing', open, settled }
  let found: Read['found'] = 'damaged'
  for (const text of readFileSync(path, 'utf8').split('\n')) {
    const value = readLine(text)
    const entry = entrySchema.safeParse(value)
    if (entry.success) open.set(entry.data.requestID, entry.data)
    const end = settledSchema.safeParse(value)
    const ended = end.success ? open.get(end.data.settled) : undefined
    if (ended) {
      settled.set(ended.requestID, ended)
      open.delete(ended.requestID)
    }
    const withdrawn = withdrawnSchema.safeParse(value)
    if (withdrawn.success) open.delete(withdrawn.data.withdrawn)
    const head = headSchema.safeParse(value)
    if (head.success) found = { generation: head.data.generation, attempts: head.data.attempts }
  }
  return { found, open, settled }
}

/** Undefined for a line that is torn or damaged: it was never followed by a send, because the send waits for the disk. */
function readLine(text: string): unknown {
  const body = text.slice(9)
  if (body === '' || crc32(body) !== Number.parseInt(text.slice(0, 8), 16)) return undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
