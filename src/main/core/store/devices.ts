import type { Reader, Writer } from './database.ts'

/** Other PCs whose counts were merged here. */
export interface Device {
  readonly id: string
  /** As their events are marked on the tapes. */
  readonly label: string
  readonly publicKey: string
}

export const getDevice = (reader: Reader, id: string): Device | undefined =>
  reader.row<Device>('SELECT device_id AS id, label, public_key AS publicKey FROM devices WHERE device_id = ?', id)

/** Keeps the label it was first known by. */
export function rememberDevice(writer: Writer, device: Device, at: number): void {
  writer.exec(
    `INSERT INTO devices (device_id, label, public_key, first_at, last_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET last_at = excluded.last_at`,
    device.id,
    device.label,
    device.publicKey,
    at,
    at,
  )
}

export interface MergeChoice {
  readonly item: number
  readonly round: number
  /** Null: neither said where. */
  readonly place: string | null
  readonly take: 'here' | 'file' | 'both' | 'recount'
  /** The two figures it was chosen for. */
  readonly here: number
  readonly file: number
}

export const mergeChoices = (reader: Reader, stocktakeID: string, deviceID: string): MergeChoice[] =>
  reader.rows<MergeChoice>(
    "SELECT item, round, nullif(place, '') AS place, take, here, file FROM merge_choices WHERE stocktake_id = ? AND device_id = ?",
    stocktakeID,
    deviceID,
  )

export function saveMergeChoice(
  writer: Writer,
  stocktakeID: string,
  deviceID: string,
  { item, round, place, take, here, file }: MergeChoice,
  { person, at }: { readonly person: string | null; readonly at: number },
): void {
  writer.exec(
    `INSERT INTO merge_choices (stocktake_id, device_id, item, round, place, take, here, file, person, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET take = excluded.take, here = excluded.here, file = excluded.file, person = excluded.person, at = excluded.at`,
    stocktakeID,
    deviceID,
    item,
    round,
    place ?? '',
    take,
    here,
    file,
    person,
    at,
  )
}
