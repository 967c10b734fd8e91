import { ok } from '../../../../shared/domain/result.ts'
import { unhurried } from '../../sync/unhurried.ts'
import type { SlowQueryHandler } from '../handlers.ts'
import { startDesk, typesetting } from './typeset.ts'

/** Objects of the file that are written at once: a few milliseconds of work. */
const objectsAtOnce = 20

export const makePdf: SlowQueryHandler<'paper.pdf'> = async ({ ports }, _reader, { document }) => {
  const desk = await startDesk(document)
  await unhurried(typesetting(desk, document), ports)
  return ok({ base64: await desk.doc.saveAsBase64({ objectsPerTick: objectsAtOnce }) })
}
