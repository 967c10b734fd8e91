import type { Reader, Writer } from './database.ts'

/** One PC's count of which files come. The same PC may count a warehouse more than once. */
export interface FileSource {
  /** The fingerprint of the key of the PC. */
  readonly deviceID: string
  /** The stocktake on that PC. */
  readonly sourceID: string
}

/** The name of an event and the moment it was made, which tell it from every other one. */
export interface EventName {
  readonly scanID: string
  readonly at: number
}

/**
 * Whether a file of these events is older than one of its source that was merged into a stocktake: it is the beginning of
 * that one. A shorter file that is not went on from a backup of its PC, and is no older one.
 */
export function isOlderThanMerged(
  reader: Reader,
  stocktakeID: string,
  { deviceID, sourceID }: FileSource,
  events: readonly HashedEvent[],
): boolean {
  const merged = reader.row<{ hashes: string }>(
    'SELECT hashes FROM merged_files WHERE stocktake_id = ? AND device_id = ? AND source_id = ?',
    stocktakeID,
    deviceID,
    sourceID,
  )?.hashes
  const hashes = shortHashes(events)
  return merged !== undefined && merged.length > hashes.length && merged.startsWith(hashes)
}

interface HashedEvent {
  readonly hash: string | null
}

const shortLength = 16

/** Each covers all events before it, so a part of each is enough to tell one tape from another. */
const shortHashes = (events: readonly HashedEvent[]): string =>
  events.map(({ hash }) => (hash ?? '').slice(0, shortLength).padEnd(shortLength, '-')).join('')

/** `withdrawn`: what the file says was taken back and is not here; takes the place of what the one before it said. */
export function rememberFile(
  writer: Writer,
  stocktakeID: string,
  file: FileSource & { readonly events: readonly HashedEvent[]; readonly withdrawn: readonly EventName[] },
): void {
  const { deviceID, sourceID, events, withdrawn } = file
  const key = [stocktakeID, deviceID, sourceID] as const
  writer.exec('DELETE FROM merged_files WHERE stocktake_id = ? AND device_id = ? AND source_id = ?', ...key)
  writer.exec(
    'INSERT INTO merged_files (stocktake_id, device_id, source_id, hashes) VALUES (?, ?, ?, ?)',
    ...key,
    shortHashes(events),
  )
  writer.exec(
    `INSERT INTO withdrawn_events (stocktake_id, device_id, source_id, scan_id, at)
     SELECT DISTINCT ?, ?, ?, value ->> 'scanID', value ->> 'at' FROM json_each(?)`,
    ...key,
    JSON.stringify(withdrawn.map(({ scanID, at }) => ({ scanID, at }))),
  )
}

/** Whether another count than the named one took an event back before it came here. */
export const isWithdrawn = (
  reader: Reader,
  stocktakeID: string,
  { deviceID, sourceID }: FileSource,
  { scanID, at }: EventName,
): boolean =>
  reader.row(
    `SELECT 1 FROM withdrawn_events WHERE stocktake_id = ? AND scan_id = ? AND at = ?
       AND NOT (device_id = ? AND source_id = ?)`,
    stocktakeID,
    scanID,
    at,
    deviceID,
    sourceID,
  ) !== undefined
