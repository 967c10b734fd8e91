import { useCallback, useEffect, useState } from 'react'
import type { AppError } from '../../../shared/contract/errors.ts'
import type { StocktakeRow } from '../../../shared/contract/stocktake-rows.ts'
import { useClient, useQueryOf } from '../../data/query.ts'
import { useCountState } from './count-state.ts'
import type { TapeRows } from './tape-rows.ts'

const pageSize = 100
const none: TapeRows = []

export interface Tape {
  readonly rows: TapeRows
  readonly loading: boolean
  readonly error: AppError | null
  /** Reads the rows before the oldest one here; does nothing where the tape begins. */
  readOlder(this: void): void
}

/** Keeps the newest rows of the tape as the core has them. Once per screen, also where no tape is shown. */
export function useTapeFeed({ stocktakeID, method }: StocktakeRow): TapeRows {
  // After a change of person the rows of the one before may still be here.
  const rights = useQueryOf('people.rights', {}, { enabled: method === 'double' })
  const owner = method === 'double' ? (rights.data?.person ?? '') : null
  const mergeHead = useCountState((state) => state.mergeHead)
  const head = useQueryOf('stocktakes.tape', { stocktakeID, limit: pageSize })
  useEffect(() => {
    if (head.data === undefined) return
    const { rows } = head.data
    mergeHead(stocktakeID, owner === null ? rows : rows.filter(({ person }) => person === owner))
  }, [head.data, mergeHead, owner, stocktakeID])
  return useCountState((state) => state.tapes[stocktakeID]) ?? none
}

/** The tape as it is shown; older rows are read when somebody scrolls there. */
export function useTape(stocktakeID: string): Tape {
  const client = useClient()
  const rows = useCountState((state) => state.tapes[stocktakeID]) ?? none
  const addOlder = useCountState((state) => state.addOlder)
  const head = useQueryOf('stocktakes.tape', { stocktakeID, limit: pageSize })
  const [reading, setReading] = useState(false)
  const [beginning, setBeginning] = useState<number | null>(null)
  const oldest = rows.at(-1)?.seq
  const readOlder = useCallback(() => {
    if (reading || oldest === undefined || oldest === beginning) return
    setReading(true)
    void client.call('stocktakes.tape', { stocktakeID, before: oldest, limit: pageSize }).then((answer) => {
      setReading(false)
      if (!answer.ok) return
      if (answer.value.rows.length === 0) setBeginning(oldest)
      addOlder(stocktakeID, answer.value.rows)
    })
  }, [addOlder, beginning, client, oldest, reading, stocktakeID])
  return { rows, loading: head.isPending, error: head.error, readOlder }
}
