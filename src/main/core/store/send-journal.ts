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
 * `send.journal` (sync.md §7.8): one checksummed line per request, on disk before the database says `inflight`. A torn
 * or damaged line is passed over: it was never followed by a send, because the send waits for the line to be on disk.
 */
const entrySchema = z.object({
  requestID: z.string(),
  changeIDs: z.array(z.number()),
  bodyHash: z.string(),
  at: z.number(),
})

/** Past this many settled entries the file is written anew with the open ones only. */
const compactAfter = 500

export function openSendJournal(path: string): SendJournal & { close(): void } {
  let open = new Map(readEntries(path).map((entry) => [entry.requestID, entry]))
  let settled = 0
  let file = openSync(path, 'a')
  // A torn last line must not swallow the next one.
  if (statSync(path).size > 0) writeSync(file, '\n')

  const compact = (): void => {
    const temporary = `${path}.tmp`
    const copy = openSync(temporary, 'w')
    writeFileSync(copy, [...open.values()].map(line).join(''))
    fsyncSync(copy)
    closeSync(copy)
    closeSync(file)
    renameSync(temporary, path)
    file = openSync(path, 'a')
    settled = 0
  }

  return {
    append(entry) {
      writeSync(file, line(entry))
      fsyncSync(file)
      open.set(entry.requestID, entry)
    },
    entries: () => [...open.values()],
    settle(requestID) {
      if (!open.delete(requestID)) return
      settled += 1
      writeSync(file, `done ${requestID}\n`)
      if (settled >= compactAfter) compact()
    },
    close() {
      closeSync(file)
      open = new Map()
    },
  }
}

function line(entry: JournalEntry): string {
  const text = JSON.stringify(entry)
  return `${crc32(text).toString(16).padStart(8, '0')} ${text}\n`
}

function readEntries(path: string): JournalEntry[] {
  if (!existsSync(path)) return []
  const open = new Map<string, JournalEntry>()
  for (const text of readFileSync(path, 'utf8').split('\n')) {
    if (text.startsWith('done ')) open.delete(text.slice(5))
    const entry = readLine(text)
    if (entry) open.set(entry.requestID, entry)
  }
  return [...open.values()]
}

function readLine(text: string): JournalEntry | null {
  const body = text.slice(9)
  if (body === '' || crc32(body) !== Number.parseInt(text.slice(0, 8), 16)) return null
  try {
    return entrySchema.parse(JSON.parse(body))
  } catch {
    return null
  }
}
