import { z } from 'zod'
import { command, query } from './method.ts'
import * as v from './values.ts'

/**
 * The data folder of this PC: how it is, its backups, what was saved from a damaged file, and what support may look at.
 */

/**
 * What keeps the data from being opened, read or written. The member `problem` of an error's details names it, so that
 * screens can say what to do:
 * - inUse: another Hakomori has the folder. busy: another program holds the file.
 * - newer: a newer Hakomori wrote it. foreign: it is another program's database. oldSqlite: this build is too old.
 * - full, readOnly, permission: the disk, the folder. missing: the folder or its drive is not there. notAFolder.
 * - io: the disk fails. cantOpen: the file can't be opened. migration: the change to the new schema failed.
 * - damaged: the file is damaged; opening it again saves what can be saved.
 */
export const storageProblems = [
  'inUse',
  'busy',
  'newer',
  'foreign',
  'oldSqlite',
  'full',
  'readOnly',
  'permission',
  'missing',
  'notAFolder',
  'io',
  'cantOpen',
  'migration',
  'damaged',
] as const
export const storageProblem = z.enum(storageProblems)
export type StorageProblem = z.infer<typeof storageProblem>

export const backupKinds = ['daily', 'manual', 'before-migration'] as const
export const backupName = z
  .string()
  .regex(/^(daily|manual|before-migration)-[0-9TZ-]+\.db$/)
  .describe('As `data.backups` lists it')
export const backupRow = z.object({
  name: backupName,
  kind: z.enum(backupKinds),
  at: v.at,
  bytes: z.number().int(),
})
export type BackupRow = z.infer<typeof backupRow>

/** What was saved, in the words of people, not of tables. */
export const savedThings = [
  'changes',
  'stocktakes',
  'scans',
  'moves',
  'barcodes',
  'people',
  'connections',
  'settings',
  'items',
  'stock',
  'history',
] as const
export type SavedThing = (typeof savedThings)[number]

export const recoveryReport = z.object({
  at: v.at,
  what: z
    .enum(['damaged', 'restored'])
    .describe('damaged: a file was unreadable and its rows were saved. restored: an older copy was put in place'),
  because: z
    .enum(['unreadable', 'damaged', 'missing', 'backup', 'olderThanSent', 'journalMissing'])
    .describe(
      'unreadable: no database any more. damaged: pages of it. olderThanSent: requests were made after this copy',
    ),
  text: z.string().describe('SQLite’s own words, for support'),
  movedTo: z.string().nullable().describe('The folder with the old files'),
  backup: z.string().nullable().describe('The backup that filled the gaps'),
  saved: z.array(
    z.object({
      what: z.enum(savedThings),
      saved: z.number().int(),
      lost: z.number().int().describe('Known to be missing; copies of the remote’s data come back by themselves'),
    }),
  ),
  unsaved: z
    .array(z.object({ what: z.enum(savedThings), details: z.record(z.string(), z.unknown()) }))
    .describe('What was read and could not be kept, the first hundred; all of it stands in report.json of that folder'),
  asked: z.number().int().describe('Movements that may have been sent already and are asked about'),
})
export type RecoveryReport = z.infer<typeof recoveryReport>

export const dataStatus = z.object({
  directory: z.string(),
  bytes: z.object({
    database: z.number().int(),
    wal: z.number().int().describe('The write-ahead log; moved into the database when nothing is going on'),
    journal: z.number().int(),
    backups: z.number().int(),
  }),
  disk: z.object({
    free: z.number().nullable().describe('Bytes; null where the system does not say'),
    state: z.enum(['ok', 'low', 'full']).describe('low: warn before it is full'),
  }),
  lastBackup: backupRow.nullable(),
  check: z
    .object({ at: v.at, ok: z.boolean(), problems: z.array(z.string()), thorough: z.boolean() })
    .nullable()
    .describe('The last look for damage'),
  damage: z.string().nullable().describe('Damage found while running; `data.repair` saves what can be saved'),
  recovery: recoveryReport.nullable().describe('What happened to the data, until somebody has read it'),
  job: z
    .object({ what: z.enum(['backup', 'check', 'restore', 'repair']), done: z.number(), of: z.number() })
    .nullable()
    .describe('What is going on, with its progress'),
})
export type DataStatus = z.infer<typeof dataStatus>

const textFile = z.object({ fileName: z.string(), mediaType: z.string(), text: z.string(), rows: z.number().int() })

export const dataMethods = {
  'data.status': query(
    'The data folder: sizes, free space, last backup and check, what was recovered.',
    {},
    dataStatus,
  ),
  'data.backups': query('Backups, newest first.', {}, z.object({ rows: z.array(backupRow) })),
  'data.backup': command('Makes a backup now, by SQLite’s own call, and checks it.', {}, backupRow),
  'data.restore': command(
    'Puts a backup in place of the data. The present data is kept aside. Movements that wait in the backup may have been sent since: they become questions.',
    { name: backupName },
    z.object({ movedTo: z.string().describe('The folder with the data as it was'), asked: z.number().int() }),
  ),
  'data.check': command(
    'Looks for damage in the whole database.',
    {},
    z.object({ ok: z.boolean(), problems: z.array(z.string()) }),
  ),
  'data.repair': command(
    'Moves the damaged files aside, saves what can be read of them into a new database, and reads the rest from the remote again.',
    {},
    recoveryReport,
  ),
  'data.acknowledge': command('Says that the report of a recovery was read.', {}, v.nothing),
  'data.export': query(
    'Every change that is not settled, of all connections, as a file.',
    { format: z.enum(['csv', 'json']).default('csv') },
    textFile,
  ),
  'data.diagnostics': query(
    'What support needs, as one JSON file: versions, sizes, settings, counts, log. No credentials.',
    {},
    textFile,
  ),
  'data.reopen': command(
    'Tries again to open the data after it could not be opened. Does nothing where it is open.',
    {},
    v.nothing,
  ),
} as const
