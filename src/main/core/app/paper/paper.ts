/** What is printed, saved and proved: count sheets and their way back, the variance report, evidence, labels. */
import type { Commands, Jobs, Queries } from '../handlers.ts'
import { events } from './events.ts'
import { saveEvidence } from './evidence.ts'
import { importSheet, readSheet, undoSheet } from './import-sheet.ts'
import { printLabels } from './labels.ts'
import { makePdf } from './pdf.ts'
import { report } from './report.ts'
import { sheet } from './sheet.ts'
import { verify } from './verify.ts'

export const paperQueries = {
  'stocktakes.sheet': sheet,
  'stocktakes.readSheet': readSheet,
  'stocktakes.report': report,
  'stocktakes.events': events,
  'paper.pdf': makePdf,
  'evidence.verify': verify,
} satisfies Partial<Queries>

export const paperCommands = {
  'stocktakes.importSheet': importSheet,
  'stocktakes.undoSheet': undoSheet,
} satisfies Partial<Commands>

export const paperJobs = {
  'stocktakes.evidence': saveEvidence,
  'labels.print': printLabels,
} satisfies Partial<Jobs>
