import type { Migration } from '../migrate.ts'
import { createSchema } from './0010-create-schema.ts'
import { counting } from './0020-counting.ts'
import { holdDeletions } from './0030-hold-deletions.ts'
import { keepVerdicts } from './0040-keep-verdicts.ts'
import { codes } from './0050-codes.ts'
import { mergeCounts } from './0060-merge-counts.ts'
import { remoteCodes } from './0070-remote-codes.ts'
import { handOver } from './0080-hand-over.ts'
import { remoteDetails } from './0090-remote-details.ts'
import { mergedFiles } from './0100-merged-files.ts'
import { keepStockFigure } from './0110-keep-stock-figure.ts'
import { promiseLongActs } from './0120-promise-long-acts.ts'

/** Every migration, oldest first. Listed by hand, so that a bundle needs no file system. */
export const migrations: readonly Migration[] = [
  createSchema,
  counting,
  holdDeletions,
  keepVerdicts,
  codes,
  mergeCounts,
  remoteCodes,
  handOver,
  remoteDetails,
  mergedFiles,
  keepStockFigure,
  promiseLongActs,
]
