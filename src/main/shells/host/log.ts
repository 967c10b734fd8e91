/**
 * The developers' log: JSON lines in `logs/hakomori.log` of the data folder, a few files of bounded size. Written in
 * this thread, because pino's own worker transports cannot be bundled. Credentials are struck out wherever they stand.
 */
import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import pino from 'pino'
import type { Log } from '../../core/ports.ts'

export interface LogFile {
  readonly log: Log
  close(): void
}

export interface LogOptions {
  readonly directory: string
  readonly level?: 'debug' | 'info' | 'warn' | 'error'
  /** A file longer than this is put aside. */
  readonly maxBytes?: number
  /** How many put-aside files stay. */
  readonly keep?: number
}

const secretNames = ['apiKey', 'secret', 'clientSecret', 'password', 'token', 'authorization', 'credentials', 'cookie']
const redacted = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

/** A log that cannot be written (full disk, read-only folder) goes to stderr instead: it must never stop the core. */
export function openLog({ directory, level = 'info', maxBytes = 5_000_000, keep = 3 }: LogOptions): LogFile {
  const folder = path.join(directory, 'logs')
  const file = path.join(folder, 'hakomori.log')
  const destination = openDestination(folder, file)
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths: redacted, censor: '[hidden]' } },
    destination.stream,
  )
  let bytes = destination.toFile ? sizeOf(file) : 0
  destination.stream.on('write', (written: number) => {
    bytes += written
    if (!destination.toFile || bytes < maxBytes) return
    bytes = 0
    if (rotate(file, keep)) destination.stream.reopen()
  })
  destination.stream.on('error', () => undefined)
  return {
    log: (at, message, details) => {
      logger[at](details ?? {}, message)
    },
    close: () => {
      if (destination.toFile) destination.stream.end()
    },
  }
}

function openDestination(folder: string, file: string) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return { stream: pino.destination({ dest: file, sync: true, append: true }), toFile: true }
  } catch {
    return { stream: pino.destination({ fd: 2, sync: true }), toFile: false }
  }
}

/** `hakomori.log` becomes `.1`, `.1` becomes `.2`, the oldest goes. False when the system refused. */
function rotate(file: string, keep: number): boolean {
  try {
    rmSync(`${file}.${String(keep)}`, { force: true })
    for (let age = keep - 1; age >= 1; age -= 1) moveIfThere(`${file}.${String(age)}`, `${file}.${String(age + 1)}`)
    moveIfThere(file, `${file}.1`)
    return true
  } catch {
    return false
  }
}

function moveIfThere(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, to)
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0
