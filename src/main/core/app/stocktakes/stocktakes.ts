/**
 * Stocktakes (sync.md §9, features 4.1 and 4.3): counting onto an append-only tape, comparing with what was expected at
 * the last scan, deciding, posting. The arithmetic is `shared/domain/stocktake.ts`; here is who calls it when.
 */
import { exportCount } from '../count-files/export.ts'
import { merge, readFile } from '../count-files/merge.ts'
import type { Commands, Jobs, Queries } from '../handlers.ts'
import { accuracy } from './accuracy.ts'
import { amend } from './amend.ts'
import { approve } from './approve.ts'
import { preview } from './bundle-parts.ts'
import { count } from './count.ts'
import { decide } from './decide.ts'
import { dryRun } from './dry-run.ts'
import { findScope } from './find-scope.ts'
import { handOver, takeBack, variance } from './hand-over.ts'
import { mark } from './mark.ts'
import { cancel, open } from './open.ts'
import { post } from './post.ts'
import { progress, stop } from './promised.ts'
import { proposals } from './propose.ts'
import { recounts } from './recounts.ts'
import { review } from './review.ts'
import { get, lines, list, places, tape } from './rows.ts'
import { scan } from './scan.ts'
import { suggest } from './suggest.ts'
import { transfer } from './transfer.ts'
import { undo } from './undo.ts'
import { zero } from './zero.ts'

export const stocktakeQueries = {
  'stocktakes.list': list,
  'stocktakes.get': get,
  'stocktakes.tape': tape,
  'stocktakes.lines': lines,
  'stocktakes.places': places,
  'stocktakes.preview': preview,
  'stocktakes.progress': progress,
  'stocktakes.recounts': recounts,
  'stocktakes.suggest': suggest,
  'stocktakes.findScope': findScope,
  'stocktakes.review': review,
  'stocktakes.dryRun': dryRun,
  'stocktakes.proposals': proposals,
  'stocktakes.accuracy': accuracy,
  'stocktakes.variance': variance,
  'stocktakes.readFile': readFile,
} satisfies Partial<Queries>

export const stocktakeCommands = {
  'stocktakes.open': open,
  'stocktakes.scan': scan,
  'stocktakes.count': count,
  'stocktakes.amend': amend,
  'stocktakes.undo': undo,
  'stocktakes.mark': mark,
  'stocktakes.stop': stop,
  'stocktakes.decide': decide,
  'stocktakes.approve': approve,
  'stocktakes.post': post,
  'stocktakes.transfer': transfer,
  'stocktakes.merge': merge,
  'stocktakes.cancel': cancel,
  'stocktakes.handOver': handOver,
  'stocktakes.takeBack': takeBack,
} satisfies Partial<Commands>

export const stocktakeJobs = { 'stocktakes.export': exportCount, 'stocktakes.zero': zero } satisfies Partial<Jobs>
