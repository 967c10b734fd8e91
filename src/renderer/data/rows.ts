import { useQueries } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import type { Input, Output, QueryName } from '../../shared/contract/contract.ts'
import type { CallError } from './call-error.ts'
import { readQuery, useClient } from './query.ts'

/** Queries that answer `{rows, total}` page by page. */
export type PagedName = {
  [M in QueryName]: Output<M> extends { rows: readonly unknown[]; total: number }
    ? Input<M> extends { offset?: number | undefined; limit?: number | undefined }
      ? M
      : never
    : never
}[QueryName]
export type RowOf<M extends PagedName> = Output<M>['rows'][number]

/** A long list of which only a part is here: what DataTable shows. */
export interface RowWindow<Row> {
  /** Changes when it is another list, so that the table starts at its top again. */
  readonly key: string
  readonly total: number
  /** Undefined: not here yet. Asking for it is the table's business (`want`). */
  rowAt(this: void, index: number): Row | undefined
  want(this: void, first: number, last: number): void
  /** True until anything is known. */
  readonly loading: boolean
  readonly error: CallError | null
}

export interface PagedRows<M extends PagedName> extends RowWindow<RowOf<M>> {
  /** The answer that came with the first page: totals and summaries beside the rows. */
  readonly first: Output<M> | undefined
}

const pageSize = 200
const pageLifetime = 30_000

/**
 * A windowed query: pages of 200 rows, only those on screen. While the input changes, the last complete list stays until
 * the new first page is here, so that search as you type does not flicker.
 */
export function useRows<M extends PagedName>(method: M, input: Omit<Input<M>, 'offset' | 'limit'>): PagedRows<M> {
  const client = useClient()
  const key = JSON.stringify([method, input])
  const [wanted, setWanted] = useState<{ readonly key: string; readonly pages: readonly number[] }>({ key, pages: [0] })
  const pages = wanted.key === key ? wanted.pages : [0]
  const queries = useQueries({
    queries: pages.map((page) => {
      const pageInput = { ...input, offset: page * pageSize, limit: pageSize } as Input<M> // safe: PagedName has both members
      return {
        queryKey: [method, pageInput],
        queryFn: () => readQuery(client, method, pageInput),
        gcTime: pageLifetime,
      }
    }),
  })
  const current = snapshotOf<M>(
    key,
    pages,
    queries.map((query) => query.data),
  )
  const [settled, setSettled] = useState<Snapshot<M> | null>(null)
  const complete = current.first !== undefined
  const version = queries.map((query) => query.dataUpdatedAt).join()
  useEffect(() => {
    if (complete) setSettled(current)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `version` says when the snapshot's content changed
  }, [complete, key, version])
  const shown = complete ? current : settled
  const want = useCallback(
    (first: number, last: number) => {
      const next = pagesBetween(first, last)
      setWanted((before) => (before.key === key && before.pages.join() === next.join() ? before : { key, pages: next }))
    },
    [key],
  )
  const failed = queries.find((query) => query.error !== null)
  return {
    key: shown?.key ?? key,
    total: shown?.first?.total ?? 0,
    rowAt: (index) => shown?.pages.get(Math.floor(index / pageSize))?.rows[index % pageSize],
    want,
    loading: shown === null && failed === undefined,
    error: (failed?.error ?? null) as CallError | null, // safe: readQuery throws nothing else
    first: shown?.first,
  }
}

interface Snapshot<M extends PagedName> {
  readonly key: string
  readonly pages: ReadonlyMap<number, Output<M>>
  readonly first: Output<M> | undefined
}

function snapshotOf<M extends PagedName>(
  key: string,
  pages: readonly number[],
  answers: readonly (Output<M> | undefined)[],
): Snapshot<M> {
  const here = new Map<number, Output<M>>()
  pages.forEach((page, index) => {
    const answer = answers[index]
    if (answer !== undefined) here.set(page, answer)
  })
  return { key, pages: here, first: here.get(0) ?? here.values().next().value }
}

/** Page 0 is always among them: it carries the totals. */
function pagesBetween(first: number, last: number): readonly number[] {
  const from = Math.floor(first / pageSize)
  const to = Math.floor(Math.max(first, last) / pageSize)
  const pages = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  return pages[0] === 0 ? pages : [0, ...pages]
}

/** The same door for a list that is here as a whole. */
export function wholeList<Row>(
  key: string,
  rows: readonly Row[] | undefined,
  error: CallError | null = null,
): RowWindow<Row> {
  return {
    key,
    total: rows?.length ?? 0,
    rowAt: (index) => rows?.[index],
    want: () => undefined,
    loading: rows === undefined && error === null,
    error,
  }
}
