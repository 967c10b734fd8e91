import { ok } from '../../../../shared/domain/result.ts'
import { listActs } from '../../store/acts.ts'
import { exportedEvents } from '../../store/exported-events.ts'
import { readSettings } from '../../store/settings.ts'
import { fingerprintOf, signText } from '../../store/signatures.ts'
import { deviceName, noteOwnID, ownKey } from '../count-files/export.ts'
import type { JobHandler } from '../handlers.ts'
import { findWhole } from '../stocktakes/promised.ts'
import { reviewAll } from '../stocktakes/review.ts'
import { toRow } from '../stocktakes/rows.ts'
import { writeEvidence } from './evidence-file.ts'

/** Saves all that is known of a stocktake. Reads only, but for this PC's key, which is made on first use. */
export const saveEvidence: JobHandler<'stocktakes.evidence'> = async (context, { stocktakeID, files }) => {
  const key = await ownKey(context)
  if (!key.ok) return key
  const deviceID = fingerprintOf(key.value.publicKey)
  noteOwnID(context, deviceID)
  const { reader } = context.store
  const found = findWhole(reader, stocktakeID)
  if (!found.ok) return found
  const { rules, reasons, staleHours, currency, blind } = readSettings(reader)
  const stocktake = toRow(context, reader, found.value)
  const { rows, summary } = await reviewAll(context, reader, found.value)
  const still = findWhole(reader, stocktakeID)
  if (!still.ok) return still
  const madeAt = context.ports.clock.now()
  const events = exportedEvents(reader, stocktakeID).map(({ typed, open, fresh, ...event }) => ({
    ...event,
    typed: typed === 1,
    fresh: fresh === 1,
    open: open === 1,
  }))
  const acts = listActs(reader, stocktakeID)
  const text = writeEvidence(
    {
      madeAt,
      app: context.settings.appVersion,
      device: { name: deviceName(reader, key.value), publicKey: key.value.publicKey },
      stocktake: { ...stocktake },
      settings: { rules, reasons, staleHours, currency, blind },
      events,
      acts: [...acts],
      summary: { ...summary },
      lines: rows.map((row) => ({ ...row })),
      files,
    },
    (content) => signText(content, key.value),
  )
  const day = new Date(madeAt).toISOString().slice(0, 16).replace(/[T:]/g, '-')
  const fileName = `evidence ${stocktake.warehouseID} ${day}.json`.replace(/[^\p{L}\p{N} .-]/gu, '_')
  return ok({ fileName, mediaType: 'application/json', text, events: events.length, acts: acts.length, deviceID })
}
