/**
 * A filter as Hako takes it, and the check that the answer kept to it: a proxy that strips the body of a GET turns a
 * filtered read into a full one (hako.md point 1).
 */
import type { ReadFilter, RemoteRecord } from '../../core/ports.ts'
import type { RecordKind } from '../../../shared/domain/change.ts'
import { keyName } from './rows.ts'

/** In whole unix seconds, the unit of the documents. Rounded outwards, so that no row falls between two seconds. */
export interface WireFilter {
  readonly key?: string
  readonly updatedFrom?: number
  readonly createdFrom?: number
  readonly createdBefore?: number
}

export function toWireFilter(filter: ReadFilter): WireFilter {
  return {
    ...(filter.key !== undefined && { key: filter.key }),
    ...(filter.updatedFrom !== undefined && { updatedFrom: Math.floor(filter.updatedFrom / 1000) }),
    ...(filter.createdFrom !== undefined && { createdFrom: Math.floor(filter.createdFrom / 1000) }),
    ...(filter.createdBefore !== undefined && { createdBefore: Math.ceil(filter.createdBefore / 1000) }),
  }
}

export function filterBody(kind: RecordKind, filter: WireFilter): string {
  const created = {
    ...(filter.createdFrom !== undefined && { gte: filter.createdFrom }),
    ...(filter.createdBefore !== undefined && { lt: filter.createdBefore }),
  }
  return JSON.stringify({
    ...(filter.key !== undefined && { [keyName(kind)]: filter.key }),
    ...(Object.keys(created).length > 0 && { createdAt: created }),
    ...(filter.updatedFrom !== undefined && { updatedAt: { gte: filter.updatedFrom } }),
  })
}

/**
 * Why a row can't be an answer to this filter, or null. A row that doesn't say what was filtered by doesn't satisfy it;
 * one that says it in a way nobody understands is given the benefit of the doubt.
 */
export function whyOutside(record: RemoteRecord, filter: WireFilter): string | null {
  if (filter.key !== undefined && record.key !== filter.key) return 'has another key than the one asked for'
  const garbled = (field: string): boolean => record.malformed?.includes(field) === true
  if (filter.updatedFrom !== undefined && !garbled('updatedAt') && !isFrom(record.updatedAt, filter.updatedFrom)) {
    return 'was updated before the time asked for, or does not say when'
  }
  if (garbled('createdAt')) return null
  if (filter.createdFrom !== undefined && !isFrom(record.createdAt, filter.createdFrom)) {
    return 'was created before the time asked for, or does not say when'
  }
  if (filter.createdBefore !== undefined && !isBefore(record.createdAt, filter.createdBefore)) {
    return 'was created after the time asked for, or does not say when'
  }
  return null
}

const isFrom = (time: number | undefined, seconds: number): boolean => time !== undefined && time >= seconds * 1000

const isBefore = (time: number | undefined, seconds: number): boolean => time !== undefined && time < seconds * 1000
