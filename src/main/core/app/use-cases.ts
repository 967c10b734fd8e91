import type { Handlers } from './dispatch.ts'
import { announcingCommands, announcingQueries } from './announcing.ts'
import { barcodeCommands, barcodeQueries } from './barcodes.ts'
import { bundleCommands, bundleQueries } from './bundles.ts'
import { catalogueCommands, catalogueJobs, catalogueQueries } from './catalogues.ts'
import { codeImportCommands, codeImportQueries } from './code-imports.ts'
import { connectionJobs, connectionQueries } from './connections.ts'
import { dataCommands, dataJobs, dataQueries } from './data.ts'
import { itemCommands, itemQueries } from './items.ts'
import { moveCommands, moveQueries } from './moves.ts'
import { paperCommands, paperJobs, paperQueries } from './paper/paper.ts'
import { peopleCommands, peopleQueries } from './people.ts'
import { practiceJobs, practiceQueries } from './practice.ts'
import { queueCommands, queueQueries } from './queue.ts'
import { settingsCommands, settingsQueries } from './settings.ts'
import { statusQueries } from './status.ts'
import { stockCommands, stockQueries } from './stock.ts'
import { stocktakeCommands, stocktakeJobs, stocktakeQueries } from './stocktakes/stocktakes.ts'
import { syncJobs, syncQueries } from './sync.ts'
import { unknownCodeCommands, unknownCodeQueries } from './unknown-codes.ts'
import { warehouseCommands, warehouseQueries } from './warehouses.ts'

/** Every method of the contract and who answers it; a missing one is a compile error. */
export const useCases: Handlers = {
  queries: {
    ...statusQueries,
    ...connectionQueries,
    ...itemQueries,
    ...warehouseQueries,
    ...bundleQueries,
    ...stockQueries,
    ...moveQueries,
    ...announcingQueries,
    ...barcodeQueries,
    ...catalogueQueries,
    ...codeImportQueries,
    ...unknownCodeQueries,
    ...stocktakeQueries,
    ...paperQueries,
    ...queueQueries,
    ...syncQueries,
    ...settingsQueries,
    ...peopleQueries,
    ...practiceQueries,
    ...dataQueries,
  },
  commands: {
    ...itemCommands,
    ...warehouseCommands,
    ...bundleCommands,
    ...stockCommands,
    ...moveCommands,
    ...announcingCommands,
    ...barcodeCommands,
    ...catalogueCommands,
    ...codeImportCommands,
    ...unknownCodeCommands,
    ...stocktakeCommands,
    ...paperCommands,
    ...queueCommands,
    ...settingsCommands,
    ...peopleCommands,
    ...dataCommands,
  },
  jobs: {
    ...connectionJobs,
    ...catalogueJobs,
    ...syncJobs,
    ...stocktakeJobs,
    ...paperJobs,
    ...practiceJobs,
    ...dataJobs,
  },
}
