import type { Reader, Writer } from './database.ts'

/** The name of an event and the moment it was made, which tell it from every other one. */
export interface EventName {
  readonly scanID: string
  readonly at: number
}

/** How many events the newest file of a PC had that was merged into a stocktake; 0: none was. */
export const mergedLength = (reader: Reader, stocktakeID: string, deviceID: string): number =>
  reader.row<{ events: number }>(
    'SELECT events FROM merged_files WHERE stocktake_id = ? AND device_id = ?',
    stocktakeID,
    deviceID,
  )?.events ?? 0

/** `withdrawn`: what the file says was taken back and is not here; takes the place of what the one before it said. */
export function rememberFile(
  writer: Writer,
  stocktakeID: string,
  file: { readonly deviceID: string; readonly events: number; readonly withdrawn: readonly EventName[] },
): void {
  const { deviceID, events, withdrawn } = file
  writer.exec('DELETE FROM merged_files WHERE stocktake_id = ? AND device_id = ?', stocktakeID, deviceID)
  writer.exec(
    'INSERT INTO merged_files (stocktake_id, device_id, events) VALUES (?, ?, ?)',
    stocktakeID,
    deviceID,
    events,
  )
  writer.exec(
    `INSERT INTO withdrawn_events (stocktake_id, device_id, scan_id, at)
     SELECT DISTINCT ?, ?, value ->> 'scanID', value ->> 'at' FROM json_each(?)`,
    stocktakeID,
    deviceID,
    JSON.stringify(withdrawn.map(({ scanID, at }) => ({ scanID, at }))),
  )
}

/** Whether another PC than the named one took an event back before it came here. */
export const isWithdrawn = (
  reader: Reader,
  stocktakeID: string,
  deviceID: string,
  { scanID, at }: EventName,
): boolean =>
  reader.row(
    'SELECT 1 FROM withdrawn_events WHERE stocktake_id = ? AND scan_id = ? AND at = ? AND device_id <> ?',
    stocktakeID,
    scanID,
    at,
    deviceID,
  ) !== undefined
