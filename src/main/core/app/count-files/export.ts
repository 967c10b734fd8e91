import { z } from 'zod'
import { appError, type AppError } from '../../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../../shared/domain/result.ts'
import { connectionInUse } from '../../store/connections.ts'
import type { Reader } from '../../store/database.ts'
import { exportedEvents } from '../../store/exported-events.ts'
import { readMeta, writeMeta } from '../../store/meta.ts'
import { getRecord } from '../../store/records.ts'
import { readSettings } from '../../store/settings.ts'
import { listCounters } from '../../store/stocktake-counts.ts'
import { fingerprintOf, makeSigningKey, signText, type SigningKey } from '../../store/signatures.ts'
import type { AppContext, JobHandler } from '../handlers.ts'
import { maySaveExpectations } from '../stocktakes/rows.ts'
import { findWhole } from '../stocktakes/promised.ts'
import { withCounts, writeCountFile } from './count-file.ts'
import { sealFigures } from './sealed-figures.ts'

/** Saves the count of this PC for another one. Reads only, but for this PC's key, which is made on first use. */
export const exportCount: JobHandler<'stocktakes.export'> = async (context, { stocktakeID }) => {
  const key = await ownKey(context)
  if (!key.ok) return key
  const { reader } = context.store
  noteOwnID(context, fingerprintOf(key.value.publicKey))
  const found = findWhole(reader, stocktakeID)
  if (!found.ok) return found
  const { id, name, method, state, openedAt, warehouse } = found.value
  const events = withCounts(exportedEvents(reader, id))
  const counters = listCounters(reader, id)
  const content = maySaveExpectations(reader, found.value) ? { events } : sealFigures(events, shopSecret(reader))
  const madeAt = context.ports.clock.now()
  const warehouseID = getRecord(reader, warehouse)?.view.key ?? ''
  const device = { name: deviceName(reader, key.value), publicKey: key.value.publicKey }
  const text = writeCountFile(
    {
      madeAt,
      app: context.settings.appVersion,
      device,
      shop: shopOf(reader),
      stocktake: { stocktakeID: id, name, warehouseID, method, state, openedAt, counters },
      ...content,
    },
    (text) => signText(text, key.value),
  )
  const day = new Date(madeAt).toISOString().slice(0, 16).replace(/[T:]/g, '-')
  const fileName = `count ${warehouseID} ${device.name} ${day}.json`.replace(/[^\p{L}\p{N} .-]/gu, '_')
  return ok({ fileName, mediaType: 'application/json', text, events: events.length })
}

/** Where the key rests among the credentials; connections have numbers. */
const secretName = 'device'

/** The fingerprint of this PC's key, so that its own files are known without asking the key store. */
export const deviceKey = 'device'

export function noteOwnID({ store }: Pick<AppContext, 'store'>, id: string): void {
  if (readMeta(store.reader, deviceKey) === id) return
  store.write((writer) => {
    writeMeta(writer, deviceKey, id)
  })
}

const keySchema = z.object({ privateKey: z.string(), publicKey: z.string() })

/** Kept where credentials are kept, never in the database. */
export async function ownKey({ ports }: Pick<AppContext, 'ports'>): Promise<Result<SigningKey, AppError>> {
  const kept = await ports.secrets.read(secretName)
  const parsed = kept.ok ? keySchema.safeParse(kept.value) : null
  if (parsed?.success === true) return ok(parsed.data)
  const made = makeSigningKey()
  const written = await ports.secrets.write(secretName, { ...made })
  return written.ok
    ? ok(made)
    : err(appError('storage', `The key that signs counts could not be saved: ${written.error}`, { problem: 'secrets' }))
}

export const deviceName = (reader: Reader, { publicKey }: Pick<SigningKey, 'publicKey'>): string => {
  const { deviceName: name } = readSettings(reader)
  return name === '' ? `PC ${fingerprintOf(publicKey).slice(0, 4)}` : name
}

/** Tells one shop from another without spelling its address; whoever guesses the address can confirm it. */
export function shopOf(reader: Reader): string {
  const address = shopAddress(reader)
  return address === null ? '' : fingerprintOf(address)
}

/** Known to every PC that works with the same service, so no secret from any of them: see sealed-figures.ts. */
export const shopSecret = (reader: Reader): string => `figures of ${shopAddress(reader) ?? ''}`

function shopAddress(reader: Reader): string | null {
  const connection = connectionInUse(reader)
  return connection === undefined ? null : `${connection.remote} ${connection.baseUrl.replace(/\/+$/, '')}`
}
